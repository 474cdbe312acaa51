import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { formatMoney } from '@/lib/kernel/format'

export type WaterfallStep = { label: string; amount: string; tone: 'total' | 'rise' | 'fall' | 'remainder'; figure: ReactNode }

const FILL = { total: 'bg-ink', rise: 'bg-high', fall: 'bg-verified', remainder: 'hatched ring-1 ring-inset ring-line-strong' }

/** A statement from one total to the next: what was added, what was taken away, what is left unexplained. Labels and amounts are the table, the bars are the picture. */
export function Waterfall({ steps, currency, className }: { steps: WaterfallStep[]; currency: string; className?: string }) {
  let running = 0
  const spans = steps.map((step) => {
    const amount = Number(step.amount)
    const from = step.tone === 'total' ? 0 : running
    running = step.tone === 'total' ? amount : running + amount
    return [Math.min(from, running), Math.max(from, running)] as const
  })
  const low = Math.min(0, ...spans.map((s) => s[0]))
  const width = Math.max(...spans.map((s) => s[1])) - low || 1
  return (
    <table className={cn('w-full table-fixed border-collapse text-table', className)}>
      {/* In a fixed layout the first row gives the widths, and that one is not seen. */}
      <colgroup>
        <col className="w-[38%]" />
        <col />
        <col className="w-[30%] @md:w-[24%]" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th>Part</th>
          <th>Position</th>
          <th>Amount</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => {
          const [start, end] = spans[i] ?? [0, 0]
          const is_total = step.tone === 'total'
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <tr key={i} className={cn(is_total && i > 0 && 'border-ink border-t')}>
              <th
                scope="row"
                className={cn(
                  'py-1 pr-3 text-left align-middle leading-4',
                  is_total ? 'font-strong' : 'font-normal',
                  step.tone === 'remainder' && 'text-muted',
                )}
              >
                {step.label}
              </th>
              <td className="relative py-1 align-middle" aria-hidden="true">
                <span className="relative block h-3.5">
                  <span
                    className={cn('absolute inset-y-0 min-w-[2px] rounded-[2px]', FILL[step.tone])}
                    style={{ left: `${((start - low) / width) * 100}%`, width: `${((end - start) / width) * 100}%` }}
                  />
                </span>
              </td>
              <td className={cn('py-1 pl-3 text-right align-middle', is_total && 'font-strong', step.tone === 'remainder' && 'text-muted')}>
                {step.figure ?? `${!is_total && Number(step.amount) > 0 ? '+' : ''}${formatMoney(step.amount, currency)}`}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
