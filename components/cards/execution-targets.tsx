import { asSentence } from '@/components/cards/as-sentence'
import { Mark } from '@/components/ui/mark'
import type { ComponentOf } from '@/schemas/intent'

type Target = NonNullable<ComponentOf<'execution.progress'>['targets']>[number]

const LOOK = {
  changed: ['high', 'Changed'],
  undone: ['verified', 'Changed, then undone'],
  unchanged: ['clear', 'Was as wanted'],
  failed: ['critical', 'Failed'],
  unknown: ['unknown', 'Not known'],
  not_reached: ['skipped', 'Not reached'],
} as const satisfies Record<Target['outcome'], readonly [string, string]>
// What needs eyes comes first.
const ORDER: readonly Target['outcome'][] = ['failed', 'unknown', 'changed', 'undone', 'unchanged', 'not_reached']

/** Every target of a run that did not go through, with what the account said about it. */
export function ExecutionTargets({ targets }: { targets: readonly Target[] }) {
  const rows = [...targets].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome))
  const counts = ORDER.flatMap((outcome) => {
    const n = rows.filter((t) => t.outcome === outcome).length
    return n === 0 ? [] : [`${n} ${LOOK[outcome][1].toLowerCase()}`]
  })
  return (
    <section aria-label="What became of each target" className="mt-4 border-t pt-3">
      <h4 className="font-strong text-table">What became of each target</h4>
      <p className="text-muted text-small">{asSentence(counts.join('; '))}</p>
      <ul className="ruled mt-1 max-h-96 overflow-auto">
        {rows.map((t) => (
          <li
            key={t.action + t.target}
            className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2.5 py-1.5 text-table @lg:grid-cols-[0.75rem_10rem_minmax(0,1fr)]"
          >
            <Mark kind={LOOK[t.outcome][0]} className="mt-1" />
            <span className="break-words font-strong">{t.target}</span>
            <span className="col-start-2 min-w-0 break-words text-muted @lg:col-start-3">
              <span className="text-ink">
                {LOOK[t.outcome][1]}
                {t.said === '' ? '' : ':'}
              </span>{' '}
              {t.said}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
