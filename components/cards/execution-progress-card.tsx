import type { CardProps } from '@/components/cards/card'
import { Tag } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'

const LOOK = {
  waiting: ['waiting', 'waiting'],
  running: ['current', 'running'],
  done: ['verified', 'done'],
  failed: ['critical', 'failed'],
  skipped: ['skipped', 'skipped'],
} as const

export function ExecutionProgressCard({ part, intent }: CardProps<'execution.progress'>) {
  return (
    <div>
      <Tag>{part.state}</Tag>
      <ol className="mt-3">
        {part.steps.map((s, i) => {
          const [mark, word] = LOOK[s.status]
          const is_first_of_action = part.steps[i - 1]?.action !== s.action
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of steps is what they are
            <li key={i} className="text-table">
              {is_first_of_action ? <p className={cn('font-strong', i > 0 && 'mt-3')}>{s.action}</p> : null}
              <div className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 py-1.5">
                {i < part.steps.length - 1 && part.steps[i + 1]?.action === s.action ? (
                  <span aria-hidden="true" className="absolute top-5 bottom-[-0.4rem] left-[5.5px] border-line-strong border-l" />
                ) : null}
                <Mark kind={mark} className="mt-1" />
                <span className="min-w-0">
                  <span className={cn(s.status === 'waiting' && 'text-muted')}>{s.step}</span>
                  <span className="sr-only">: {word}.</span> <span className="break-words text-muted">{s.detail}</span>
                </span>
                <span className="text-muted text-small">{s.at ? <Time at={s.at} now={intent.server_now} /> : word}</span>
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
