'use client'
import { HourglassIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { sendCommand } from '@/components/cards/send-command'
import { announce } from '@/components/ui/announcer'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import { formatDay, shownThere } from '@/lib/kernel/format'
import type { ShellView } from '@/schemas/shell-view'

const STEPS = [
  { days: 1, note: 'the next bill arrives' },
  { days: 7, note: 'one week of days' },
  { days: 11, note: 'first savings check, 7 settled days' },
  { days: 30, note: '28 settled days, last check' },
]

/** The demonstration runs on its own clock. Moving it is a command like any other and stands in the audit chain. */
export function ClockMenu({ shell }: { shell: ShellView }) {
  const router = useRouter()
  const there = shownThere(shell.now, shell.time_zone)
  const [is_pending, setPending] = useState(false)
  const advance = async (days: number) => {
    setPending(true)
    const answer = await sendCommand(`clock.${shell.now}.${days}`, {
      command: 'clock.advance',
      subject: shell.tenant.tenant_id,
      expected_version: null,
      plan_hash: null,
      intent_digest: null,
      params: { days },
      reason: '',
      acknowledged: null,
    })
    setPending(false)
    if ('refused' in answer) announce('refused', answer.refused)
    else announce('done', answer.accepted.message)
    router.refresh()
  }
  return (
    <Menu>
      <MenuTrigger
        disabled={is_pending}
        className="flex h-8 phone:h-11 items-center gap-2 whitespace-nowrap rounded-control px-2.5 text-table ring-1 ring-line ring-inset hover:bg-wash disabled:text-faint"
      >
        <HourglassIcon aria-hidden="true" className={cn('size-3.5 text-muted', is_pending && 'animate-pulse')} />
        <span className="sr-only">Demonstration clock: </span>
        <span>
          <span className="max-[22rem]:sr-only md:@max-[23rem]/head:sr-only">
            {formatDay(there.day)}
            <span className="max-sm:hidden @max-[44rem]/head:hidden"> {there.day.slice(0, 4)}</span>,{' '}
          </span>
          {there.clock.slice(0, 5)} {there.name}
        </span>
      </MenuTrigger>
      <MenuContent className="w-80">
        <MenuLabel>{shell.clock_denied ?? 'Demonstration clock: move it forward'}</MenuLabel>
        {STEPS.map((step) => (
          <MenuItem key={step.days} disabled={shell.clock_denied !== null} onSelect={() => void advance(step.days)} className="justify-between">
            <span>
              {step.days} {step.days === 1 ? 'day' : 'days'} later
            </span>
            <span className="text-right text-muted text-small">{step.note}</span>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
