import { invariant } from '@/lib/kernel/errors'

/** A word, or a place where a fact stands: `marks` are what it may be taken for. A comma, a dash or a bracket before it is a pause. */
export type Token = { word: string; marks: ReadonlySet<string>; is_after_pause: boolean }

type Leaf = { kind: 'word'; word: string } | { kind: 'mark'; mark: string } | { kind: 'given'; condition: string }
type Node = Leaf | { kind: 'rule'; name: string } | { kind: 'sequence' | 'choice'; parts: Node[] } | { kind: 'optional' | 'repeated'; part: Node }

/** What a piece can begin with, so that most pieces are passed over without a look inside. */
type First = { words: ReadonlySet<string>; marks: ReadonlySet<string>; can_be_empty: boolean }

export type Grammar = { rules: ReadonlyMap<string, Node>; first: ReadonlyMap<Node, First> }

/**
 * Reads rules such as `Clause = Subject rose by <rise> ( to <after> )? | …`. A capital letter names a rule, `<mark>` a fact, `#condition` what has to be so
 * in the ledger; everything else is a word as it is written. `?` and `*` follow what is optional and what may repeat. `+=` adds alternatives to a rule.
 */
export function readGrammar(text: string): Grammar {
  const rules = new Map<string, Node>()
  for (const rule of text.trim().split(/\n+(?=[A-Z]\w* \+?=)/)) {
    const [, name = '', sign, body = ''] = /^(\w+) (\+?=)\s([\s\S]*)$/.exec(rule) ?? []
    const known = rules.get(name)
    invariant(sign === '+=' || known === undefined, `two rules are called ${name}`)
    invariant(sign === '=' || known !== undefined, `there is no rule ${name} to add to`)
    const symbols = body.match(/[()|]|[^\s()|]+/g) ?? []
    const [node, end] = readChoice(symbols, 0)
    invariant(end === symbols.length, `the rule ${name} does not end at ${symbols[end]}`)
    rules.set(name, known === undefined ? node : { kind: 'choice', parts: [known, node] })
  }
  for (const node of rules.values()) checkNames(node, rules)
  return { rules, first: firstOf(rules) }
}

/** A rule that stands within itself is not known yet when it is looked into, so it is looked into again until nothing is added. */
function firstOf(rules: ReadonlyMap<string, Node>): ReadonlyMap<Node, First> {
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

function checkNames(node: Node, rules: ReadonlyMap<string, Node>): void {
  if (node.kind === 'rule') invariant(rules.has(node.name), `there is no rule ${node.name}`)
  if ('parts' in node) for (const part of node.parts) checkNames(part, rules)
  if ('part' in node) checkNames(node.part, rules)
}

function readChoice(symbols: readonly string[], from: number): [Node, number] {
  const parts: Node[] = []
  let at = from - 1
  do {
    const [part, end] = readSequence(symbols, at + 1)
    parts.push(part)
    at = end
  } while (symbols[at] === '|')
  return [{ kind: 'choice', parts }, at]
}

function readSequence(symbols: readonly string[], from: number): [Node, number] {
  const parts: Node[] = []
  let at = from
  for (let symbol = symbols[at]; symbol !== undefined && symbol !== '|' && symbol !== ')'; symbol = symbols[at]) {
    if (symbol === '?' || symbol === '*') {
      const part = parts.pop()
      invariant(part !== undefined, `nothing stands before ${symbol}`)
      parts.push({ kind: symbol === '?' ? 'optional' : 'repeated', part })
      at += 1
    } else if (symbol === '(') {
      const [part, end] = readChoice(symbols, at + 1)
      invariant(symbols[end] === ')', 'a bracket is open')
      parts.push(part)
      at = end + 1
    } else {
      const [, name = '', sign] = /^(.+?)([?*]?)$/.exec(symbol) ?? []
      parts.push(sign === '?' ? { kind: 'optional', part: leaf(name) } : sign === '*' ? { kind: 'repeated', part: leaf(name) } : leaf(name))
      at += 1
    }
  }
  return [{ kind: 'sequence', parts }, at]
}

function leaf(name: string): Node {
  if (name.startsWith('<')) return { kind: 'mark', mark: name.slice(1, -1) }
  if (name.startsWith('#')) return { kind: 'given', condition: name.slice(1) }
  return /^[A-Z]/.test(name) ? { kind: 'rule', name } : { kind: 'word', word: name }
}

/** How far into the tokens `rule` reaches: every word up to there is covered by a rule, and every fact stands in a place that is its own. */
export function derive(grammar: Grammar, rule: string, tokens: readonly Token[], given: ReadonlySet<string>): { is_whole: boolean; reached: number } {
  const known = new Map<Node, (readonly number[] | undefined)[]>()
  let reached = 0
  const ends = (node: Node, at: number): readonly number[] => {
    if (node.kind === 'word') return tokens[at]?.word === node.word ? step(at) : NOWHERE
    if (node.kind === 'mark') return tokens[at]?.marks.has(node.mark) === true ? step(at) : NOWHERE
    if (node.kind === 'given') return isSo(node.condition, at) ? [at] : NOWHERE
    if (!canBegin(node, tokens[at])) return NOWHERE
    let row = known.get(node)
    if (row === undefined) {
      row = []
      known.set(node, row)
    }
    const done = row[at]
    if (done !== undefined) return done
    // A rule that comes back to itself without a word in between derives nothing.
    row[at] = NOWHERE
    const found = unique(endsOf(node, at))
    row[at] = found
    return found
  }
  const isSo = (condition: string, at: number): boolean => {
    if (condition === 'start') return at === 0
    if (condition === 'end') return at === tokens.length
    return condition === 'pause' ? tokens[at]?.is_after_pause === true : given.has(condition)
  }
  const canBegin = (node: Node, token: Token | undefined): boolean => {
    const first = grammar.first.get(node)
    if (first === undefined || first.can_be_empty) return true
    if (token === undefined) return false
    if (token.word !== '') return first.words.has(token.word) || (token.marks.size > 0 && hasAny(first.marks, token.marks))
    return hasAny(first.marks, token.marks)
  }
  const endsOf = (node: Exclude<Node, Leaf>, at: number): readonly number[] => {
    switch (node.kind) {
      case 'rule':
        return ends(grammar.rules.get(node.name) ?? { kind: 'choice', parts: [] }, at)
      case 'choice': {
        const found: number[] = []
        for (const part of node.parts) for (const end of ends(part, at)) found.push(end)
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
  const step = (at: number): number[] => {
    reached = Math.max(reached, at + 1)
    return [at + 1]
  }
  const all = ends({ kind: 'rule', name: rule }, 0)
  return { is_whole: all.includes(tokens.length), reached }
}

const NOWHERE: readonly number[] = []
const unique = (places: readonly number[]): readonly number[] => (places.length < 2 ? places : [...new Set(places)])
function hasAny(of: ReadonlySet<string>, marks: ReadonlySet<string>): boolean {
  for (const mark of marks) if (of.has(mark)) return true
  return false
}
