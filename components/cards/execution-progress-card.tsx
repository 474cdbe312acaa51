import type { CardProps } from '@/components/cards/card'
import { ExecutionClock } from '@/components/cards/execution-clock'
import { ExecutionTargets } from '@/components/cards/execution-targets'
import { Tag } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Countdown } from '@/components/ui/countdown'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import { formatDuration } from '@/lib/kernel/format'

type Part = CardProps<'execution.progress'>['part']
type Row = Part['steps'][number]
const LOOK = {
  waiting: ['waiting', 'waiting'],
  running: ['current', 'running'],
  done: ['verified', 'done'],
  failed: ['critical', 'failed'],
  skipped: ['skipped', 'skipped'],
} as const

/** A run step by step as it happens, what became of each target where it did not go through, and how long there is a way back. */
export function ExecutionProgressCard({ part, intent }: CardProps<'execution.progress'>) {
  const now = intent.server_now
  return (
    <div>
      <Head part={part} now={now} />
      <ol className="mt-3">
        {part.steps.map((s, i) => {
          const before = part.steps[i - 1]
          const [mark, word] = LOOK[s.status]
          const is_first_of_action = before?.action !== s.action
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of steps is what they are
            <li key={i} className="text-table" aria-current={s.status === 'running' ? 'step' : undefined}>
              {is_first_of_action ? <p className={cn('font-strong', i > 0 && 'mt-3')}>{s.action}</p> : null}
              <div className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 py-1.5">
                {i < part.steps.length - 1 && part.steps[i + 1]?.action === s.action ? (
                  <span aria-hidden="true" className="absolute top-5 bottom-[-0.4rem] left-[5.5px] border-line-strong border-l" />
                ) : null}
                <Mark kind={mark} className="mt-1" />
                <span className="min-w-0">
                  <span className={cn(s.status === 'waiting' && 'text-muted', s.status === 'failed' && 'font-strong')}>{s.step}</span>
                  <span className="sr-only">: {word}.</span>{' '}
                  <span className={cn('break-words', s.status === 'failed' ? 'text-ink' : 'text-muted')}>{detailOf(s, part.targets)}</span>
                </span>
                <span className="text-right text-muted text-small">
                  <When row={s} started_at={part.started_at} now={now} word={word} />
                  <Took row={s} since={part.steps.slice(0, i).findLast((r) => r.at !== null)?.at ?? part.started_at} />
                </span>
              </div>
            </li>
          )
        })}
      </ol>
      {part.targets && part.targets.length > 0 ? <ExecutionTargets targets={part.targets} /> : null}
    </div>
  )
}

/** What a target's own line says in full is not said here as well. */
const detailOf = (step: Row, targets: Part['targets']): string => {
  const at = targets?.find((t) => step.status === 'failed' && t.said === step.detail)
  return at === undefined ? step.detail : `at ${at.target}`
}

function Head({ part, now }: { part: Part; now: string }) {
  const done = part.steps.filter((s) => s.status === 'done').length
  const is_on = part.started_at !== undefined && part.finished_at === null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-small" aria-live="polite">
      <Tag>{part.state}</Tag>
      {is_on && part.started_at ? (
        <span>
          {done} of {part.steps.length} steps, <ExecutionClock since={part.started_at} server_now={now} />
        </span>
      ) : part.started_at && part.finished_at ? (
        <span>
          <Time at={part.started_at} now={now} />, <Ended started_at={part.started_at} finished_at={part.finished_at} now={now} />
        </span>
      ) : null}
      {part.reversible_until == null ? null : part.reversible_until > now ? (
        <span>
          Can be rolled back for <Countdown to={part.reversible_until} server_now={now} />
        </span>
      ) : (
        <span>
          The way back was known to work until <Time at={part.reversible_until} now={now} />
        </span>
      )}
    </div>
  )
}

const DAY_SEC = 86_400

/** How long it took; of one that was undone on another day, when that was. */
function Ended({ started_at, finished_at, now }: { started_at: string; finished_at: string; now: string }) {
  const sec = (Date.parse(finished_at) - Date.parse(started_at)) / 1000
  return sec < DAY_SEC ? (
    <>took {formatDuration(sec)}</>
  ) : (
    <>
      ended <Time at={finished_at} now={now} />
    </>
  )
}

type WhenProps = { row: Row; started_at: string | undefined; now: string; word: string }

/** A run is over in seconds, so its steps show them; a rollback of another day shows its day. */
function When({ row, started_at, now, word }: WhenProps) {
  if (row.at === null) return <>{word}</>
  if (row.status === 'running') return <ExecutionClock since={row.at} server_now={now} />
  return <Time at={row.at} now={started_at ?? now} style="seconds" />
}

// Longer than that it was not the step that took the time, but somebody.
const STEP_SEC = 3600

function Took({ row, since }: { row: Row; since: string | undefined }) {
  if (row.at === null || since === undefined || (row.status !== 'done' && row.status !== 'failed')) return null
  const sec = (Date.parse(row.at) - Date.parse(since)) / 1000
  if (sec < 0 || sec > STEP_SEC) return null
  return <span className="block text-muted">{sec < 1 ? 'under 1 s' : formatDuration(sec)}</span>
}
