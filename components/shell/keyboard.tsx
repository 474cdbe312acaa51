'use client'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { toggleRow } from '@/components/cards/row-selection'
import { askLater } from '@/components/shell/ask/ask-later'
import { KeysDialog } from '@/components/shell/keys-dialog'
import { PAGES } from '@/components/shell/pages'

const Palette = dynamic(() => import('@/components/shell/palette'), { ssr: false })
/** Opens the palette from anywhere on the page. */
export const PALETTE_EVENT = 'countersign.palette'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** How long the second key of a jump may take, milliseconds. */
const JUMP_MS = 1200

/** Moves the focus along the rows of the inbox. */
function moveRow(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-inbox] [data-row] a[href]')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  const next = links[at < 0 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Marks the row that has the focus; only where rows can be marked. */
function markRow() {
  const row = document.activeElement?.closest<HTMLElement>('[data-inbox] [data-row]')?.dataset['row']
  if (row && document.querySelector('button[aria-pressed][data-select-rows]')) toggleRow(row)
}

/** Presses the button that puts the case of this page away, wherever it is folded; nothing where there is none or it is off. */
function snooze() {
  const button = document.querySelector<HTMLButtonElement>('button[data-command="anomaly.snooze"]:not(:disabled)')
  const fold = button?.closest('details')
  if (fold) fold.open = true
  button?.click()
}

type Folded = 'keys' | 'palette' | null

/** What a single key does, wherever nobody is typing. */
const actsFor = (onAsk: () => void, onKeys: () => void): Readonly<Record<string, () => void>> => ({
  j: () => moveRow(1),
  k: () => moveRow(-1),
  '/': onAsk,
  x: markRow,
  s: snooze,
  '?': onKeys,
})

/** Listens for keys of the whole page: Ctrl K, single keys, and `g` followed by the key of a page. */
function useKeys(onAsk: () => void, setOpen: (open: Folded) => void): void {
  const router = useRouter()
  useEffect(() => {
    let jump_until = 0
    const acts = actsFor(onAsk, () => setOpen('keys'))
    const actFor = (event: KeyboardEvent): (() => void) | undefined => {
      const has_modifier = event.metaKey || event.ctrlKey || event.altKey
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k' && !document.querySelector('[role=dialog]'))
        return () => setOpen('palette')
      if (has_modifier || isTyping(event.target) || document.querySelector('[role=dialog],[role=menu]')) return undefined
      const page = jump_until > event.timeStamp ? PAGES.find((p) => p.key === event.key) : undefined
      jump_until = 0
      if (page) return () => router.push(page.href)
      if (event.key !== 'g') return acts[event.key]
      jump_until = event.timeStamp + JUMP_MS
      return () => undefined
    }
    const press = (event: KeyboardEvent) => {
      const act = actFor(event)
      if (!act) return
      event.preventDefault()
      act()
    }
    const find = () => setOpen('palette')
    window.addEventListener('keydown', press)
    window.addEventListener(PALETTE_EVENT, find)
    return () => {
      window.removeEventListener('keydown', press)
      window.removeEventListener(PALETTE_EVENT, find)
    }
  }, [router, onAsk, setOpen])
}

export function Keyboard({ onAsk }: { onAsk: () => void }) {
  const [open, setOpen] = useState<Folded>(null)
  useKeys(onAsk, setOpen)
  if (open === null) return null
  if (open === 'keys') return <KeysDialog onClose={() => setOpen(null)} />
  return (
    <Palette
      onClose={() => setOpen(null)}
      onKeys={() => setOpen('keys')}
      onAsk={(question) => {
        onAsk()
        askLater(question)
      }}
    />
  )
}
