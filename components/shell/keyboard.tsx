'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { PAGES } from '@/components/shell/pages'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

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

export function Keyboard({ onAsk }: { onAsk: () => void }) {
  const router = useRouter()
  const [is_help, setHelp] = useState(false)
  useEffect(() => {
    let jump_until = 0
    const press = (event: KeyboardEvent) => {
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
        '?': () => setHelp(true),
        g: () => (jump_until = event.timeStamp + JUMP_MS),
      }
      const run = act[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [router, onAsk])
  if (!is_help) return null
  return (
    <Dialog open onOpenChange={setHelp}>
      <DialogContent title="Keys">
        <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2 text-table">
          {[
            ['Next and previous case', ['j', 'k']] as const,
            ['Open the case', ['Enter']] as const,
            ['Ask beside this page', ['/']] as const,
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
