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
  const union = (parts: readonly First[], can_be_empty: boolean): First => {
    // Most pieces begin with one other, whose words they take as they are.
    const [one = none, ...others] = parts
    if (others.length === 0) return one.can_be_empty === can_be_empty ? one : { ...one, can_be_empty }
    return { words: unionOf(parts.map(({ words }) => words)), marks: unionOf(parts.map(({ marks }) => marks)), can_be_empty }
  }
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

function unionOf(sets: readonly ReadonlySet<string>[]): Set<string> {
  const union = new Set<string>()
  for (const set of sets) for (const one of set) union.add(one)
  return union
}

/** The alternatives of a choice by what they can begin with. */
export type Begins = { by_word: ReadonlyMap<string, readonly Node[]>; by_mark: ReadonlyMap<string, readonly Node[]>; always: readonly Node[] }

/** From how many alternatives on it is less work to look one up than to try each. */
const MANY = 4

export function beginsOf(first: ReadonlyMap<Node, First>): Map<Node, Begins> {
  const begins = new Map<Node, Begins>()
  for (const node of first.keys()) {
    if (node.kind !== 'choice' || node.parts.length < MANY) continue
    const [by_word, by_mark, always]: [Map<string, Node[]>, Map<string, Node[]>, Node[]] = [new Map(), new Map(), []]
    for (const part of node.parts) {
      const { words, marks, can_be_empty } = first.get(part) ?? { words: [], marks: [], can_be_empty: true }
      if (can_be_empty) always.push(part)
      else {
        for (const word of words) by_word.set(word, by_word.get(word)?.concat(part) ?? [part])
        for (const mark of marks) by_mark.set(mark, by_mark.get(mark)?.concat(part) ?? [part])
      }
    }
    begins.set(node, { by_word, by_mark, always })
  }
  return begins
}
