"""What stands above what: cycles, ancestors and single questions, without recursion and, where it can be, without all pairs.

Chains may be 100,000 deep and circles as long. The pairs of such a chain (5·10⁹) fit in no memory, so that checks ask
:class:`Hierarchy` about the pairs that matter, and :func:`count_pairs` says beforehand what a closure would come to.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

__all__ = ["Hierarchy", "TooManyPairs", "ancestors", "components", "count_pairs"]

Node = TypeVar("Node", bound=Hashable)
Parents = Mapping[Node, AbstractSet[Node]]


def components(parents: Parents[Node]) -> Iterator[tuple[list[Node], int]]:
    """Give strongly connected components (Tarjan 1972), each after all that it leads to, with the number of its first visit.

    The search begins where nothing stands below, so that a chain is walked in one go.

    :param parents: node to its direct parents
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    on_stack: set[Node] = set()
    stack: list[Node] = []
    for root in _lowest_first(parents):
        if root in index:
            continue
        work: list[tuple[Node, Iterator[Node]]] = [(root, iter(parents.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for child in rest:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(parents.get(child, ()))))
                    break
                if child in on_stack and index[child] < low[node]:
                    low[node] = index[child]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == index[node]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.append(member)
                        if member == node:
                            break
                    yield component, index[node]


def _lowest_first(parents: Parents[Node]) -> Iterator[Node]:
    above: set[Node] = set()
    for found in parents.values():
        above.update(found)
    yield from (node for node in parents if node not in above)
    yield from parents


class TooManyPairs(OverflowError):
    """There are more pairs than the bound allows.

    :param count: at least so many
    """

    def __init__(self, count: int) -> None:
        super().__init__(f"{count:,} pairs or more")
        self.count = count


def ancestors(parents: Parents[Node], limit: int | None = None) -> dict[Node, set[Node]]:
    """Give every node's ancestors; a node on a cycle is its own, and the members of a cycle share one set.

    :param parents: node to its direct parents
    :param limit: how many pairs there may be
    :raises TooManyPairs: if there would be more: where that can be seen beforehand, before anything is made
    """
    if limit is not None and (count := count_pairs(parents)) > limit:
        raise TooManyPairs(count)
    found: dict[Node, set[Node]] = {}
    total = 0
    for component, _ in components(parents):
        group: set[Node] = set()
        for member in component:
            for parent in parents.get(member, ()):
                group.add(parent)
                group |= found.get(parent, group)
        if len(component) > 1:
            group.update(component)
        total += len(component) * len(group)
        if limit is not None and total > limit:
            raise TooManyPairs(total)
        for member in component:
            found[member] = group
    return found


def count_pairs(parents: Parents[Node]) -> int:
    """Give the number of pairs of node and ancestor: at least so many, and exactly so many in a tree.

    :param parents: node to its direct parents
    """
    height: dict[Node, int] = {}  # the ancestors of a node and itself, by its best way up
    total = 0
    for component, _ in components(parents):
        above = max((height.get(parent, 0) for member in component for parent in parents.get(member, ())), default=0)
        turns = len(component) > 1 or component[0] in parents.get(component[0], ())
        own = len(component) if turns else 0
        total += len(component) * (above + own)
        for member in component:
            height[member] = above + len(component)
    return total


class Hierarchy(Generic[Node]):
    """A hierarchy that answers whether one node stands above another.

    Most answers come from the order of a depth-first search alone (intervals as in GRAIL, Yıldırım et al. 2010); the rest from a
    search upward that these orders cut short.

    :param parents: node to its direct parents
    """

    def __init__(self, parents: Parents[Node]) -> None:
        self._parents = parents
        self._number: dict[Node, int] = {}  # of a node's component: parents have smaller ones
        self._members: list[list[Node]] = []
        self._first: list[int] = []  # when its search began
        self._depth: list[int] = []  # the longest way up
        self._least: list[int] = []  # the smallest number above it or of its own
        self._turns: list[bool] = []
        for number, (component, first) in enumerate(components(parents)):
            depth, least, turns = 0, number, len(component) > 1
            for member in component:
                self._number[member] = number
            for member in component:
                for parent in parents.get(member, ()):
                    other = self._number[parent]
                    if other == number:
                        turns = True
                    else:
                        depth = max(depth, self._depth[other] + 1)
                        least = min(least, self._least[other])
            self._members.append(component)
            self._first.append(first)
            self._depth.append(depth)
            self._least.append(least)
            self._turns.append(turns)

    def cyclic(self) -> Iterator[Node]:
        """Give the nodes that are their own ancestors."""
        for members, turns in zip(self._members, self._turns, strict=True):
            if turns:
                yield from members

    def is_above(self, upper: Node, node: Node) -> bool:
        """Tell whether ``upper`` is an ancestor of ``node``."""
        start, goal = self._number.get(node), self._number.get(upper)
        if start is None or goal is None:
            return False
        if start == goal:
            return self._turns[start]
        seen = {start}
        todo = [start]
        while todo:
            at = todo.pop()
            if not self._may_reach(at, goal):
                continue
            if self._first[at] <= self._first[goal]:
                return True  # the search from here came by there, and was done with it first
            for member in self._members[at]:
                for parent in self._parents.get(member, ()):
                    other = self._number[parent]
                    if other == goal:
                        return True
                    if other not in seen:
                        seen.add(other)
                        todo.append(other)
        return False

    def _may_reach(self, at: int, goal: int) -> bool:
        return goal < at and self._depth[goal] < self._depth[at] and self._least[goal] >= self._least[at]
