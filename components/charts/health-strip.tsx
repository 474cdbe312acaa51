import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import type { ComponentOf } from '@/schemas/intent'

type Signal = ComponentOf<'verification.board'>['signals'][number]
const LOOK = {
  ok: { mark: 'verified', word: 'ok', cell: 'bg-good-wash' },
  degraded: { mark: 'critical', word: 'degraded', cell: 'bg-danger-wash' },
  unknown: { mark: 'unknown', word: 'not known', cell: 'hatched' },
} as const

/** A reading stays in one line beside the next. One that is not known is a sentence and wraps. */
const READING = 'hidden py-2 pl-4 text-right @md:table-cell'
const LONGEST_READING = 16
const lineOf = (reading: string): string => (reading.length <= LONGEST_READING ? 'whitespace-nowrap' : '')

/** Its state and its detail say so already. */
const isUnread = ({ status, before, after, detail }: Signal): boolean => status === 'unknown' && before === after && detail !== ''

/** One row per signal: before, after, what it may not exceed. A signal that could not be read is hatched, never green. */
export function HealthStrip({ signals }: { signals: Signal[] }) {
  return (
    <table className="w-full border-collapse text-table">
      <thead>
        <tr className="text-left text-muted text-small">
          <th className="pb-1 font-normal">Signal</th>
          <th className="hidden pb-1 pl-4 text-right font-normal @md:table-cell">Before</th>
          <th className="hidden pb-1 pl-4 text-right font-normal @md:table-cell">After</th>
          <th className="hidden pb-1 pl-4 font-normal @xl:table-cell">Threshold</th>
          <th className="w-26 pb-1 pl-4 font-normal">State</th>
        </tr>
      </thead>
      <tbody>
        {signals.map((s) => {
          const look = LOOK[s.status]
          const is_unread = isUnread(s)
          return (
            <tr key={s.signal} className="border-line border-t align-top">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                <span className="inline-block first-letter:uppercase">
                  <Unbroken text={s.signal} />
                </span>
                {is_unread ? null : (
                  <span className="block text-small @md:hidden">
                    {s.after}, before: {s.before}
                  </span>
                )}
                <span className="block text-muted text-small">{s.detail}</span>
                {is_unread ? null : <span className="block text-muted text-small @xl:hidden">{s.threshold}</span>}
              </th>
              <td className={cn(READING, lineOf(s.before), 'text-muted')}>{is_unread ? null : s.before}</td>
              <td className={cn(READING, lineOf(s.after))}>{is_unread ? null : s.after}</td>
              <td className="hidden py-2 pl-4 text-muted @xl:table-cell">{is_unread && s.threshold === 'not known' ? null : s.threshold}</td>
              <td className="py-2 pl-4">
                <span className={cn('flex h-6 items-center rounded-sm px-1', look.cell)}>
                  <span
                    className={cn('inline-flex items-center gap-1.5 whitespace-nowrap rounded-[3px] px-1 text-small', s.status === 'unknown' && 'bg-surface')}
                  >
                    <Mark kind={look.mark} />
                    {look.word}
                  </span>
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
