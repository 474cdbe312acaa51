import type { EvalFigure } from './eval-set'

const shown = (value: number | null): string => (value === null ? 'not known' : Number.isInteger(value) ? String(value) : value.toFixed(3))

/** The figures of one set as aligned lines: name, value, aim, what others reach. */
export function tableOf(figures: readonly EvalFigure[]): string[] {
  const cells = figures.map((f) => [f.name, shown(f.value), f.aim ?? '', f.baseline ?? ''])
  const head = ['', 'measured', 'aim', 'best known before']
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  return [head, ...cells].map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
