'use client'
import { useState } from 'react'
import { select, useSelection } from '@/components/cards/row-selection'
import { sendCommand } from '@/components/cards/send-command'
import { announce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { repaint } from '@/components/ui/repaint'
import type { InboxTools } from '@/schemas/inbox-search'

/** One act on every selected case. Each is a command of its own, checked and recorded on its own. */
export function BulkBar({ tools }: { tools: InboxTools }) {
  const selection = useSelection()
  const [owner, setOwner] = useState('')
  const [done, setDone] = useState<number | null>(null)
  if (selection === null) return null
  const shown = Object.keys(tools.revisions)
  const cases = shown.filter((id) => selection.has(id))
  const act = async (command: 'case.acknowledge' | 'case.assign_owner', params: Record<string, unknown>, word: string) => {
    const refused: string[] = []
    for (const [i, subject] of cases.entries()) {
      setDone(i)
      const expected_version = tools.revisions[subject] ?? null
      const answer = await sendCommand(`bulk.${command}.${subject}.${expected_version}.${owner}`, {
        command,
        subject,
        expected_version,
        plan_hash: null,
        intent_digest: null,
        params,
        reason: '',
        acknowledged: null,
      })
      if ('refused' in answer) refused.push(answer.refused)
    }
    setDone(null)
    const count = cases.length - refused.length
    if (count > 0) announce('done', `${count} ${count === 1 ? 'case' : 'cases'} ${word}.`)
    if (refused.length > 0) announce('refused', `${refused.length} not ${word}: ${refused[0]}`)
    if (refused.length === 0) select(null)
    repaint()
  }
  const is_busy = done !== null
  return (
    <section
      aria-label="Selected cases"
      data-screen-only
      className="sticky bottom-16 z-20 mt-3 flex flex-wrap items-center gap-2 rounded-card border bg-surface px-4 py-2.5 shadow-float md:bottom-4"
    >
      <p aria-live="polite" className="mr-auto text-table">
        {is_busy ? `${done + 1} of ${cases.length}` : cases.length === 0 ? 'Tick the cases to act on, or press x on a row.' : `${cases.length} selected`}
      </p>
      <Button size="small" variant="quiet" disabled={is_busy} onClick={() => select(new Set(shown))}>
        All {shown.length}
      </Button>
      <Button size="small" disabled={is_busy || cases.length === 0} onClick={() => void act('case.acknowledge', {}, 'acknowledged')}>
        Acknowledge
      </Button>
      <Select aria-label="Assign to" value={owner} onChange={(e) => setOwner(e.target.value)} className="h-7 text-small">
        <option value="">Assign to</option>
        {tools.people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.label}
          </option>
        ))}
      </Select>
      <Button size="small" disabled={is_busy || cases.length === 0 || owner === ''} onClick={() => void act('case.assign_owner', { owner }, 'assigned')}>
        Assign
      </Button>
      <Button size="small" variant="quiet" disabled={is_busy} onClick={() => select(null)}>
        Done
      </Button>
    </section>
  )
}
