import { textDiffLines } from '@/lib/intents/text-diff'
import { formatCount } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'
import type { PolicyFile } from '@/schemas/policy'

type Diff = ComponentOf<'text_diff'>
type Side = { label: string; files: readonly PolicyFile[] }

/**
 * What a change of a tenant's own policies changes in their text, a file at a time. A tenant's policies only forbid, so one that is there as a whole or gone as a
 * whole makes things stricter or looser; what a line inside one does cannot be told from its text.
 */
export function policyTextDiffs(before: Side, after: Side): Diff[] {
  const names = [...new Set([...before.files, ...after.files].map((f) => f.name))].sort()
  return names.flatMap((name): Diff[] => {
    const [was, is] = [before, after].map((side) => side.files.find((f) => f.name === name)?.text ?? '')
    if (was === undefined || is === undefined || was === is) return []
    const lines = textDiffLines(was, is, judge(was, is))
    if (lines.length === 0) return []
    const counted = (kind: 'added' | 'removed') => lines.filter((l) => l.is === kind).length
    return [
      {
        kind: 'text_diff',
        title: name,
        subtitle: `${was === '' ? 'New file' : is === '' ? 'File gone' : 'File changed'}: ${formatCount(counted('removed'), 'line')} out, ${counted('added')} in`,
        before_label: before.label,
        after_label: after.label,
        lines,
      },
    ]
  })
}

function judge(was: string, is: string): (side: 'added' | 'removed', line: number) => Diff['lines'][number]['risk'] {
  const [before, after] = [statements(was), statements(is)]
  return (side, line) => {
    const [mine, others] = side === 'added' ? [after, before] : [before, after]
    const statement = mine.find((s) => line >= s.first && line <= s.last)
    if (statement === undefined) return 'neutral'
    // The same policy on the other side, altered or not, is told by its @id; without one nobody can tell.
    if (statement.id === null) return 'unknown'
    const other = others.find((s) => s.id === statement.id)
    if (other === undefined) return side === 'added' ? 'stricter' : 'looser'
    return other.code === statement.code ? 'neutral' : 'unknown'
  }
}

type Statement = { id: string | null; code: string; first: number; last: number }

/** Policies of a Cedar text with the lines they stand on. A policy ends at a semicolon outside texts and comments. */
function statements(source: string): Statement[] {
  const found: Statement[] = []
  let [line, code, first] = [1, '', 0]
  for (const [token] of source.matchAll(/\/\/[^\n]*|"(?:\\.|[^"\\])*"|\n|[^"\n/;]+|;|\//g)) {
    if (token === '\n') {
      line++
      if (code !== '') code += ' '
      continue
    }
    if (token.startsWith('//')) continue
    if (token.trim() !== '' && code === '') first = line
    if (code !== '' || token.trim() !== '') code += token
    line += token.split('\n').length - 1
    if (token !== ';') continue
    found.push({ id: /@id\(\s*"([^"]*)"\s*\)/.exec(code)?.[1] ?? null, code: code.replace(/\s+/g, ' ').trim(), first, last: line })
    code = ''
  }
  return found
}
