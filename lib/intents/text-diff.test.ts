import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyTextDiffs } from './policy-text-diff'
import { textDiffLines } from './text-diff'

const policy = (id: string, when: string) =>
  `@id("${id}") @reason("r; with a semicolon") @control("c") @owner("o") @fix("f")\nforbid (principal, action, resource)\nwhen { ${when} };\n`
const diffOf = (before: string, after: string) =>
  policyTextDiffs(
    { label: 'before', files: before === '' ? [] : [{ name: 'own.cedar', text: before }] },
    { label: 'after', files: after === '' ? [] : [{ name: 'own.cedar', text: after }] },
  )
const changed = (before: string, after: string) =>
  diffOf(before, after).flatMap((d) => d.lines.filter((l) => l.is === 'added' || l.is === 'removed').map((l) => `${l.is} ${l.risk}`))

describe('text diff', () => {
  it('gives both texts back: the before without what is added, the after without what is taken out', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (was, is) => {
        const lines = textDiffLines(was.join('\n'), is.join('\n'), () => 'unknown')
        if (lines.length === 0) return
        const kept = (gone: 'added' | 'removed') => lines.filter((l) => l.is !== gone && l.is !== 'skipped').map((l) => l.text)
        const side = (all: string[], numbers: (number | null)[]) => numbers.flatMap((n) => (n === null ? [] : [all[n - 1]]))
        expect(kept('added')).toEqual(
          side(
            was,
            lines.map((l) => l.before_line),
          ),
        )
        expect(kept('removed')).toEqual(
          side(
            is,
            lines.map((l) => l.after_line),
          ),
        )
      }),
    )
  })

  it('leaves unchanged lines far from a change out and says how many', () => {
    const many = Array.from({ length: 40 }, (_, i) => `line ${i}`)
    const lines = textDiffLines(many.join('\n'), [...many.slice(0, 20), 'new', ...many.slice(20)].join('\n'), () => 'unknown')
    expect(lines.map((l) => l.text)).toEqual([
      '17 unchanged lines',
      'line 17',
      'line 18',
      'line 19',
      'new',
      'line 20',
      'line 21',
      'line 22',
      '17 unchanged lines',
    ])
  })

  it('holds at most 200 lines and says that there are more', () => {
    const lines = textDiffLines('', Array.from({ length: 900 }, (_, i) => `line ${i}`).join('\n'), () => 'unknown')
    expect([lines.length, lines.at(-1)?.text]).toEqual([200, '701 more lines'])
  })
})

describe('change of policies', () => {
  it('calls a policy that is new as a whole stricter and one that is gone looser, because own policies only forbid', () => {
    expect(new Set(changed('', policy('a', 'true')))).toEqual(new Set(['added stricter']))
    expect(new Set(changed(policy('a', 'true'), ''))).toEqual(new Set(['removed looser']))
  })

  it('does not judge a line within a policy that stays', () => {
    expect(changed(policy('a', 'context.targets > 20'), policy('a', 'context.targets > 10'))).toEqual(['removed unknown', 'added unknown'])
  })

  it('takes a comment or an empty line for neither', () => {
    expect(changed(policy('a', 'true'), `// why; it is here\n\n${policy('a', 'true')}`)).toEqual(['added neutral', 'added neutral'])
  })

  it('takes a policy that only moved for neither', () => {
    const [a, b] = [policy('a', 'true'), policy('b', 'false')]
    expect(new Set(changed(a + b, b + a))).toEqual(new Set(['removed neutral', 'added neutral']))
  })
})
