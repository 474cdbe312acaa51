/** Columns that the plain text is set in. */
export const WIDTH = 96

/** Lines of at most WIDTH columns. The first starts with `first`, the rest with as many blanks. A word longer than a line stays whole. */
export function wrap(text: string, first = ''): string[] {
  const rest = ' '.repeat(first.length)
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = rest
      isEmpty = true
    }
    line = isEmpty ? line + word : `${line} ${word}`
    isEmpty = false
  }
  return isEmpty && lines.length > 0 ? lines : [...lines, line]
}

export const indent = (lines: readonly string[], by = 2): string[] => lines.map((line) => (line === '' ? line : ' '.repeat(by) + line))

/** Rows set in columns two blanks apart; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[], align: readonly ('start' | 'end')[]): string[] {
  const widths = align.map((_, i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)))
  const last = align.length - 1
  return rows.map((row) =>
    row
      .map((cell, i) => (align[i] === 'end' ? cell.padStart(widths[i] ?? 0) : i === last ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

const LEVELS = '▁▂▃▄▅▆▇█'

/** One mark per value from the lowest to the highest; a value nobody has is a dot. */
export function spark(values: readonly (number | null)[]): string {
  const known = values.filter((v) => v !== null)
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const span = high - low || 1
  return values.map((v) => (v === null ? '·' : (LEVELS[Math.min(LEVELS.length - 1, Math.floor(((v - low) / span) * LEVELS.length))] ?? '·'))).join('')
}

/** A bar of at most `width` blocks, proportional to `value / most`. */
export const bar = (value: number, most: number, width = 24): string =>
  '█'.repeat(most <= 0 ? 0 : Math.max(value > 0 ? 1 : 0, Math.round((Math.max(0, value) / most) * width)))
