import type { Node } from './grammar-node'

/** What a piece can begin with, so that most pieces are passed over without a look inside. */
export type First = { words: ReadonlySet<string>; marks: ReadonlySet<string>; can_be_empty: boolean }

/** A rule that stands within itself is not known yet when it is looked into, so it is looked into again until nothing is added. */
export function firstOf(rules: ReadonlyMap<string, Node>): ReadonlyMap<Node, First> {
  const size = (first: ReadonlyMap<Node, First>): number => [...first.values()].reduce((n, { words, marks }) => n + words.size + marks.size, 0)
  let first = firstFrom(rules, new Map())
  for (let before = -1; before < size(first); ) {
    before = size(first)
    first = firstFrom(rules, first)
  }
  return first
}

function firstFrom(rules: ReadonlyMap<string, Node>, known: ReadonlyMap<Node, First>): Map<Node, First> {
  const first = new Map<Node, First>()
  const none: First = { words: new Set(), marks: new Set(), can_be_empty: false }
  const union = (parts: readonly First[], can_be_empty: boolean): First => ({
    words: new Set(parts.flatMap((part) => [...part.words])),
    marks: new Set(parts.flatMap((part) => [...part.marks])),
    can_be_empty,
  })
  const look = (node: Node): First => {
    const done = first.get(node)
    if (done !== undefined) return done
    first.set(node, known.get(node) ?? none)
    const found = lookInto(node)
    first.set(node, found)
    return found
  }
  const lookInto = (node: Node): First => {
    switch (node.kind) {
      case 'word':
        return { ...none, words: new Set([node.word]) }
      case 'mark':
        return { ...none, marks: new Set([node.mark]) }
      case 'given':
        return { ...none, can_be_empty: true }
      case 'rule':
        return look(rules.get(node.name) ?? { kind: 'choice', parts: [] })
      case 'choice':
        return union(
          node.parts.map(look),
          node.parts.some((part) => look(part).can_be_empty),
        )
      case 'sequence': {
        const filled = node.parts.findIndex((part) => !look(part).can_be_empty)
        for (const part of node.parts) look(part)
        return union(node.parts.slice(0, filled < 0 ? undefined : filled + 1).map(look), filled < 0)
      }
      case 'optional':
      case 'repeated':
        return { ...look(node.part), can_be_empty: true }
    }
  }
  for (const node of rules.values()) look(node)
  return first
}
