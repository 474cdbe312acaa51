/** One answer, for a machine or for a person. */
export function print(json: boolean, machine: unknown, human: string): void {
  process.stdout.write(json ? `${JSON.stringify(machine)}\n` : `${human}\n`)
}

/** Columns aligned by their widest cell; cells that start with a figure or sign are set to the right. */
export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [head, ...lines]
  const widths = head.map((_, i) => Math.max(...all.map((line) => (line[i] ?? '').length)))
  const is_figure = head.map((_, i) => lines.length > 0 && lines.every((line) => /^[−+$€£\d]/.test(line[i] ?? '')))
  return all
    .map((line) =>
      line
        .map((cell, i) => (is_figure[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
