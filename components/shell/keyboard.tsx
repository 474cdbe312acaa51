'use client'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { toggleRow } from '@/components/cards/row-selection'
import { askLater } from '@/components/shell/ask-later'
import { PAGES } from '@/components/shell/pages'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

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

export function Keyboard({ onAsk }: { onAsk: () => void }) {
  const router = useRouter()
  const [open, setOpen] = useState<'keys' | 'palette' | null>(null)
  useEffect(() => {
    let jump_until = 0
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k' && !document.querySelector('[role=dialog]')) {
        event.preventDefault()
        setOpen('palette')
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog],[role=menu]')) return
      if (jump_until > event.timeStamp) {
        jump_until = 0
        const page = PAGES.find((p) => p.key === event.key)
        if (page) {
          event.preventDefault()
          router.push(page.href)
          return
        }
      }
      const act: Record<string, () => void> = {
        j: () => moveRow(1),
        k: () => moveRow(-1),
        '/': onAsk,
        x: markRow,
        s: snooze,
        '?': () => setOpen('keys'),
        g: () => (jump_until = event.timeStamp + JUMP_MS),
      }
      const run = act[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    const find = () => setOpen('palette')
    window.addEventListener('keydown', press)
    window.addEventListener(PALETTE_EVENT, find)
    return () => {
      window.removeEventListener('keydown', press)
      window.removeEventListener(PALETTE_EVENT, find)
    }
  }, [router, onAsk])
  if (open === null) return null
  if (open === 'palette')
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
  return (
    <Dialog open onOpenChange={() => setOpen(null)}>
      <DialogContent title="Keys">
        <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2 text-table">
          {[
            ['Next and previous case', ['j', 'k']] as const,
            ['Open the case', ['Enter']] as const,
            ['Select the case', ['x']] as const,
            ['Snooze the case on this page', ['s']] as const,
            ['Ask beside this page', ['/']] as const,
            ['Find a page, a case or a command', ['Ctrl', 'k']] as const,
            ...PAGES.map((p) => [p.label, ['g', p.key]] as const),
            ['This list', ['?']] as const,
          ].map(([what, keys]) => (
            <div key={what} className="contents">
              <dt className="font-normal">{what}</dt>
              <dd className="flex justify-end gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  )
}
