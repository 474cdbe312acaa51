'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { sendCommand } from '@/components/cards/send-command'
import { announce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/field'
import type { CommandRequest } from '@/schemas/command'
import type { InboxTools, SavedView } from '@/schemas/inbox-search'

const NOTHING = { expected_version: null, plan_hash: null, intent_digest: null, acknowledged: null, reason: '' } as const

type Props = { tools: InboxTools; query: string; is_plain: boolean; onClose: () => void }

/** Keeps the search on the screen under a name, and changes what was kept. */
export function SavedViews({ tools, query, is_plain, onClose }: Props) {
  const router = useRouter()
  const id = useId()
  const [name, setName] = useState('')
  const [is_shared, setShared] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  // One key for each thing that is asked: kept over a retry after a lost answer, new once it was done, so that it can be done again.
  const [scope, setScope] = useState(() => crypto.randomUUID())
  const command: Give = async (name, subject, params) => {
    const answer = await sendCommand(`views.${scope}.${name}.${subject}.${JSON.stringify(params)}`, { ...NOTHING, command: name, subject, params })
    if ('refused' in answer) {
      setRefused(answer.refused)
      return false
    }
    setScope(crypto.randomUUID())
    setRefused(null)
    announce('done', answer.accepted.message)
    router.refresh()
    return true
  }
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    if (await command('view.save', tools.tenant_id, { name, query, is_shared })) onClose()
  }
  const mine = tools.views.filter((view) => view.is_mine)
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={is_plain ? 'Saved views' : 'Save this view'}
        description="A view keeps a search with its filters and order. It always shows the current cases."
      >
        {is_plain ? null : (
          <form onSubmit={(event) => void keep(event)} className="space-y-3">
            <div>
              <label htmlFor={id} className="mb-1 block font-strong text-table">
                Name
              </label>
              <Input id={id} value={name} maxLength={60} required onChange={(e) => setName(e.target.value)} autoFocus />
            </div>
            <label className="flex min-h-6 items-center gap-2.5 text-table">
              <input type="checkbox" checked={is_shared} onChange={(e) => setShared(e.target.checked)} className="size-4 accent-accent" />
              Share with everyone in the organisation
            </label>
            <Button type="submit" variant="primary" disabled={name.trim() === ''}>
              Save view
            </Button>
          </form>
        )}
        {refused ? (
          <p role="alert" className="mt-3 text-critical text-table">
            {refused}
          </p>
        ) : null}
        {mine.length > 0 ? (
          <ul aria-label="My views" className="ruled mt-4 border-y">
            {mine.map((view) => (
              <MyView key={view.view_id} view={view} command={command} />
            ))}
          </ul>
        ) : is_plain ? (
          <p className="text-muted text-table">You have no saved views. Search or filter the inbox first; a view saves what is on the screen.</p>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}

type Give = (name: CommandRequest['command'], subject: string, params: Record<string, unknown>) => Promise<boolean>

function MyView({ view, command }: { view: SavedView; command: Give }) {
  const [name, setName] = useState(view.name)
  const { view_id, is_shared } = view
  return (
    <li className="flex flex-wrap items-center gap-2 py-2">
      <Input
        aria-label={`Name of ${view.name}`}
        value={name}
        maxLength={60}
        onChange={(e) => setName(e.target.value)}
        className="h-8 min-w-32 flex-1 text-table"
      />
      {name.trim() !== view.name && name.trim() !== '' ? (
        <Button size="small" onClick={() => void command('view.rename', view_id, { name })}>
          Rename
        </Button>
      ) : null}
      <Button size="small" variant="quiet" aria-pressed={is_shared} onClick={() => void command('view.share', view_id, { is_shared: !is_shared })}>
        {is_shared ? 'Stop sharing' : 'Share'}
      </Button>
      <Button size="small" variant="quiet" aria-label={`Delete ${view.name}`} onClick={() => void command('view.delete', view_id, {})}>
        Delete
      </Button>
    </li>
  )
}
