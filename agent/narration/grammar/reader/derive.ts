import type { Begins, First } from './first-sets'
import type { Leaf, Node } from './grammar-node'
import type { Grammar } from './read-grammar'

/** A word, or a place where a fact stands: `marks` are what it may be taken for. A comma, a dash or a bracket before it is a pause. */
export type Token = { word: string; marks: ReadonlySet<string>; is_after_pause: boolean }

/** How far into the tokens `rule` reaches: every word up to there is covered by a rule, and every fact stands in a place that is its own. */
export function derive(grammar: Grammar, rule: string, tokens: readonly Token[], given: ReadonlySet<string>): { is_whole: boolean; reached: number } {
  const known = new Map<Node, (readonly number[] | undefined)[]>()
  const last = lastOf(tokens)
  let reached = 0
  const ends = (node: Node, at: number): readonly number[] => {
    if (node.kind === 'word') return tokens[at]?.word === node.word ? step(at) : NOWHERE
    if (node.kind === 'mark') return tokens[at]?.marks.has(node.mark) === true ? step(at) : NOWHERE
    if (node.kind === 'given') return isSo(node.condition, at, tokens, given) ? [at] : NOWHERE
    if (!canBegin(grammar.first.get(node), tokens[at])) return NOWHERE
    if (grammar.needs.get(node)?.some((mark) => (last.get(mark) ?? -1) < at) === true) return NOWHERE
    let row = known.get(node)
    if (row === undefined) {
      row = []
      known.set(node, row)
    }
    const done = row[at]
    if (done !== undefined) return done
    // A rule that comes back to itself without a word in between derives nothing.
    row[at] = NOWHERE
    const found = unique(endsOf(node, at, ends, grammar, tokens))
    row[at] = found
    return found
  }
  const step = (at: number): number[] => {
    reached = Math.max(reached, at + 1)
    return [at + 1]
  }
  const all = ends({ kind: 'rule', name: rule }, 0)
  return { is_whole: all.includes(tokens.length), reached }
}

/** Where each fact stands for the last time. */
function lastOf(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (const [at, { marks }] of tokens.entries()) for (const mark of marks) last.set(mark, at)
  return last
}

type Ends = (node: Node, at: number) => readonly number[]

/** Where a piece that is put together may end when it begins at `at`. */
function endsOf(node: Exclude<Node, Leaf>, at: number, ends: Ends, grammar: Grammar, tokens: readonly Token[]): readonly number[] {
  switch (node.kind) {
    case 'rule':
      return ends(grammar.rules.get(node.name) ?? { kind: 'choice', parts: [] }, at)
    case 'choice': {
      const found: number[] = []
      const parts = grammar.begins.get(node)
      for (const part of parts === undefined ? node.parts : partsFor(parts, tokens[at])) for (const end of ends(part, at)) found.push(end)
      return found
    }
    case 'sequence': {
      let places: readonly number[] = [at]
      for (const part of node.parts) {
        places = places.length === 1 ? ends(part, places[0] ?? at) : unique(places.flatMap((place) => ends(part, place)))
        if (places.length === 0) return places
      }
      return places
    }
    case 'optional':
      return [at, ...ends(node.part, at)]
    case 'repeated': {
      const places = [at]
      for (const place of places) for (const end of ends(node.part, place)) if (!places.includes(end)) places.push(end)
      return places
    }
  }
}

/** The alternatives that can begin with this token, and those that need none. */
function* partsFor({ by_word, by_mark, always }: Begins, token: Token | undefined): Generator<Node> {
  yield* always
  if (token === undefined) return
  if (token.word !== '') yield* by_word.get(token.word) ?? []
  for (const mark of token.marks) yield* by_mark.get(mark) ?? []
}

function isSo(condition: string, at: number, tokens: readonly Token[], given: ReadonlySet<string>): boolean {
  if (condition === 'start') return at === 0
  if (condition === 'end') return at === tokens.length
  return condition === 'pause' ? tokens[at]?.is_after_pause === true : given.has(condition)
}

function canBegin(first: First | undefined, token: Token | undefined): boolean {
  if (first === undefined || first.can_be_empty) return true
  if (token === undefined) return false
  if (token.word !== '' && first.words.has(token.word)) return true
  return hasAny(first.marks, token.marks)
}

const NOWHERE: readonly number[] = []
const unique = (places: readonly number[]): readonly number[] => (places.length < 2 ? places : [...new Set(places)])
function hasAny(of: ReadonlySet<string>, marks: ReadonlySet<string>): boolean {
  for (const mark of marks) if (of.has(mark)) return true
  return false
}
