/** One row of a CSV as it stands in the text, and where the next one begins. */
export type CsvRecord = { text: string; cells: string[]; next: number }

const LINE_END = /\r\n|\n|\r/g

/**
 * The record that begins at a place of a text, as RFC 4180 has them: a cell in quotes may hold the delimiter, line ends, and a quote written twice. A quote
 * inside a cell that began without one is itself. Null where the text ends before the record does.
 */
export function nextRecord(text: string, from: number, delimiter: string): CsvRecord | null {
  LINE_END.lastIndex = from
  const end = LINE_END.exec(text)
  // What follows may be the other half of this line end.
  if (end === null || (end[0] === '\r' && end.index === text.length - 1)) return null
  const line = text.slice(from, end.index)
  return line.includes('"') ? quotedRecord(text, from, delimiter) : { text: line, cells: line.split(delimiter), next: LINE_END.lastIndex }
}

function quotedRecord(text: string, from: number, delimiter: string): CsvRecord | null {
  const cells: string[] = []
  let [cell, is_quoted] = ['', false]
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i)
    if (is_quoted) {
      if (c !== '"') cell += c
      else if (text.charAt(i + 1) === '"') cell += text.charAt(i++)
      else is_quoted = false
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && i === text.length - 1) return null
      return { text: text.slice(from, i), cells: [...cells, cell], next: text.startsWith('\r\n', i) ? i + 2 : i + 1 }
    } else if (c === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (c === '"' && cell.trim() === '') is_quoted = true
    else cell += c
  }
  return null
}
