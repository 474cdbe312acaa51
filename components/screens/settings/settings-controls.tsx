'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { asSentence } from '@/components/cards/as-sentence'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { announce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import type { SettingsView } from '@/schemas/settings-view'

export function SetMode({ view, mode }: { view: SettingsView; mode: SettingsView['modes'][number] }) {
  const { is_pending, send } = useCommand(`settings.${view.before}`)
  const give = (reason: string) => send({ command: 'mode.set', subject: view.tenant_id, params: { mode: mode.mode }, reason })
  return <AskReason label={`Change to ${mode.label.toLowerCase()}`} denied={mode.denied} is_pending={is_pending} onGive={give} />
}

type Said = { detail?: string; remedy?: string | null; state?: string; error?: { message: string } }
type TestProps = { label: string; path: string; body: Record<string, string>; denied: string | null; shown?: string }

/** Asks a connector or a role now and repaints the page with what it said. */
export function TestButton({ label, path, body, denied, shown = 'Test' }: TestProps) {
  const router = useRouter()
  const [is_pending, setPending] = useState(false)
  const id = useId()
  const test = async () => {
    setPending(true)
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => null)
    const said = (await response?.json().catch(() => null)) as Said | null
    setPending(false)
    const text = said?.error?.message ?? `${label}: ${said?.detail ?? 'the server did not answer'}${said?.remedy ? `: ${said.remedy}` : ''}`
    announce(said?.state === 'answers' ? 'done' : 'refused', asSentence(text))
    router.refresh()
  }
  return (
    <div>
      <Button
        disabled={denied !== null}
        is_busy={is_pending}
        aria-label={`Test ${label}`}
        aria-describedby={denied === null ? undefined : id}
        onClick={() => void test()}
      >
        {is_pending ? 'Asking' : shown}
      </Button>
      {denied === null ? null : (
        <p id={id} className="sr-only">
          {denied}
        </p>
      )}
    </div>
  )
}
