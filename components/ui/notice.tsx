import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import type { PageNotice } from '@/schemas/page'

const TONE: Record<PageNotice['tone'], { mark: MarkKind; word: string; look: string }> = {
  info: { mark: 'low', word: 'Note', look: 'bg-wash' },
  missing: { mark: 'unknown', word: 'Not known', look: 'hatched' },
  stale: { mark: 'high', word: 'Stale', look: 'bg-warn-wash' },
  degraded: { mark: 'high', word: 'Degraded', look: 'bg-warn-wash' },
  denied: { mark: 'refused', word: 'Denied', look: 'bg-danger-wash' },
  blocked: { mark: 'refused', word: 'Blocked', look: 'bg-danger-wash' },
  expired: { mark: 'high', word: 'Expired', look: 'bg-warn-wash' },
  void: { mark: 'refused', word: 'Void', look: 'bg-danger-wash' },
  done: { mark: 'verified', word: 'Done', look: 'bg-good-wash' },
}

const ended = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`)

/** One thing to know before reading on: what happened, and what to do about it. */
export function Notice({ notice, className }: { notice: PageNotice; className?: string }) {
  const { mark, word, look } = TONE[notice.tone]
  return (
    <div role="note" className={cn('rounded-card border', look, notice.tone === 'missing' && 'p-1', className)}>
      <div className={cn('flex gap-3 px-4 py-2.5', notice.tone === 'missing' && 'rounded-sm bg-surface px-2.5 py-1')}>
        <Mark kind={mark} className="mt-[5px]" />
        <p className="min-w-0 text-pretty text-muted text-table">
          <span className="sr-only">{word}: </span>
          <span className="font-strong text-ink">{ended(notice.title)}</span> {ended(notice.text)}{' '}
          {notice.remedy ? <span className="text-ink">{notice.remedy}</span> : null}
        </p>
      </div>
    </div>
  )
}
