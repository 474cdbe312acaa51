import { clip } from '@/lib/intents/clip'
import { formatCount } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

type Line = ComponentOf<'text_diff'>['lines'][number]

/** Unchanged lines that are kept around a change. */
const CONTEXT = 3
const MOST_LINES = 200
const MOST_CHARS = 400
// Cells of the table of common lines; above it a text counts as replaced as a whole.
const MOST_CELLS = 4_000_000

type Judge = (is: 'added' | 'removed', line: number) => Line['risk']

/** What differs between two texts, with what stands around it. Empty when they are the same. `riskOf` is asked for changed lines, counted from 1. */
export function textDiffLines(before: string, after: string, riskOf: Judge): Line[] {
  const [was, is] = [linesOf(before), linesOf(after)]
  const all = compare(was, is).map(({ at_before, at_after }): Line => {
    const kind = at_before === null ? 'added' : at_after === null ? 'removed' : 'same'
    const text = (at_before === null ? is[at_after ?? 0] : was[at_before]) ?? ''
    const line = (kind === 'added' ? at_after : at_before) ?? 0
    return {
      is: kind,
      before_line: at_before === null ? null : at_before + 1,
      after_line: at_after === null ? null : at_after + 1,
      text: clip(text, MOST_CHARS),
      risk: kind === 'same' ? 'neutral' : riskOf(kind, line + 1),
    }
  })
  const shown = folded(all)
  return shown.length <= MOST_LINES ? shown : [...shown.slice(0, MOST_LINES - 1), skipped(shown.length - MOST_LINES + 1)]
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))
const skipped = (n: number): Line => ({
  is: 'skipped',
  before_line: null,
  after_line: null,
  text: `${formatCount(n, 'more line', 'more lines')}`,
  risk: 'neutral',
})

/** Runs of unchanged lines far from any change become one line that says how many they were. */
function folded(lines: readonly Line[]): Line[] {
  const is_near = lines.map((_, i) => lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((l) => l.is !== 'same'))
  if (!is_near.includes(true)) return []
  const out: Line[] = []
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]
    if (is_near[i] && line !== undefined) {
      out.push(line)
      i++
      continue
    }
    const next = is_near.indexOf(true, i)
    const end = next === -1 ? lines.length : next
    out.push({ ...skipped(end - i), text: `${formatCount(end - i, 'unchanged line')}` })
    i = end
  }
  return out
}

type Step = { at_before: number | null; at_after: number | null }

/** The fewest lines taken out and put in, what is taken out first. */
function compare(was: readonly string[], is: readonly string[]): Step[] {
  let head = 0
  while (head < was.length && head < is.length && was[head] === is[head]) head++
  let tail = 0
  while (tail < was.length - head && tail < is.length - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++
  const [n, m] = [was.length - head - tail, is.length - head - tail]
  const same = (a: number, b: number, count: number): Step[] => Array.from({ length: count }, (_, i) => ({ at_before: a + i, at_after: b + i }))
  return [...same(0, 0, head), ...middle(was.slice(head, head + n), is.slice(head, head + m), head), ...same(head + n, head + m, tail)]
}

function middle(was: readonly string[], is: readonly string[], offset: number): Step[] {
  const [n, m] = [was.length, is.length]
  const gone = (i: number): Step => ({ at_before: offset + i, at_after: null })
  const come = (j: number): Step => ({ at_before: null, at_after: offset + j })
  if ((n + 1) * (m + 1) > MOST_CELLS) return [...was.map((_, i) => gone(i)), ...is.map((_, j) => come(j))]
  // Lengths of the longest common rest, from the end.
  const rest = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1))
  const at = (i: number, j: number): number => rest[i]?.[j] ?? 0
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--) {
      const row = rest[i]
      if (row !== undefined) row[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const steps: Step[] = []
  let [i, j] = [0, 0]
  while (i < n || j < m) {
    if (i < n && j < m && was[i] === is[j]) steps.push({ at_before: offset + i++, at_after: offset + j++ })
    else if (j >= m || (i < n && at(i + 1, j) >= at(i, j + 1))) steps.push(gone(i++))
    else steps.push(come(j++))
  }
  return steps
}
