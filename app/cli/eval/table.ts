import type { EvalFigure } from './eval-set'

const shown = (value: number | null): string => (value === null ? 'not known' : Number.isInteger(value) ? String(value) : value.toFixed(3))

const AIM = /^(>=|<=|<|>)?\s*([\d.]+)(?:\s*\.\.\s*([\d.]+))?/

/** Whether a figure is not what was aimed at: a bound, a span or a number. What is not known misses nothing. */
export function isMissed({ value, aim }: EvalFigure): boolean {
  const [, bound, first, last] = AIM.exec(aim ?? '') ?? []
  if (value === null || first === undefined) return false
  const [low, high] = [Number(first), Number(last ?? first)]
  if (bound === '>=') return value < low
  if (bound === '>') return value <= low
  if (bound === '<=') return value > low
  if (bound === '<') return value >= low
  return value < low || value > high
}

/** The figures of one set as aligned lines: name, value, aim, what others reach. */
export function tableOf(figures: readonly EvalFigure[]): string[] {
  const cells = figures.map((f) => [f.name, shown(f.value), isMissed(f) ? `${f.aim}: missed` : (f.aim ?? ''), f.baseline ?? ''])
  const head = ['', 'measured', 'aim', 'best known before']
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  return [head, ...cells].map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
