'use client'
import { Command, defaultFilter, useCommandState } from 'cmdk'
import { useRouter } from 'next/navigation'
import * as Primitive from 'radix-ui/dialog'
import { useEffect, useRef, useState } from 'react'
import { toggleDensity } from '@/components/shell/density'
import { PAGES } from '@/components/shell/pages'
import { toggleTheme } from '@/components/shell/theme'
import { announce } from '@/components/ui/announcer'
import { Kbd } from '@/components/ui/kbd'

type Case = { case_id: string; title: string }
type Props = { onClose: () => void; onKeys: () => void; onAsk: (question: string) => void }

const ASK = 'ask: '
/** Anything can be asked, so asking stands below whatever has a name. */
const LAST = 0.0001

/** Everything within reach of the keyboard. A command of the page is only led to: its own card asks before anything happens. */
export default function Palette({ onClose, onKeys, onAsk }: Props) {
  const router = useRouter()
  const [text, setText] = useState('')
  // Null until they are known: before that, Enter on a case's name would ask it as a question.
  const [cases, setCases] = useState<Case[] | null>(null)
  const [given] = useState(commandsOfPage)
  const after = useRef<(() => void) | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    fetch('/api/palette', { signal: leaving.signal })
      .then(async (response) => setCases(response.ok ? ((await response.json()) as { cases: Case[] }).cases : []))
      .catch(() => (leaving.signal.aborted ? undefined : setCases([]))) // without the list, pages and settings are still found
    return () => leaving.abort()
  }, [])
  /** Closes first: focus goes where the act leads, not back to where it came from. */
  const run = (act: () => void) => {
    after.current = act
    onClose()
    setTimeout(act, 0)
  }
  const question = cases === null ? '' : text.trim()
  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => (after.current ? event.preventDefault() : undefined)}
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-card border bg-surface shadow-float outline-none"
        >
          <Primitive.Title className="sr-only">Find or do</Primitive.Title>
          <Command label="Find or do" loop filter={(value, search) => (value.startsWith(ASK) ? LAST : defaultFilter(value, search))}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A page, a case, a command or a question"
              className="h-12 w-full border-b bg-transparent px-4 text-body outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[52dvh] overflow-y-auto p-1">
              {given.length > 0 ? (
                <Group heading="On this page">
                  {given.map(({ label, element }) => (
                    <Item key={label} value={`do ${label}`} hint="shows the button" onSelect={() => run(() => lead(element))}>
                      {label}
                    </Item>
                  ))}
                </Group>
              ) : null}
              <Group heading="Go to">
                {PAGES.map((page) => (
                  <Item key={page.href} value={`go ${page.label}`} keys={['g', page.key]} onSelect={() => run(() => router.push(page.href))}>
                    <page.icon aria-hidden="true" className="size-4 text-muted" strokeWidth={1.75} />
                    {page.label}
                  </Item>
                ))}
              </Group>
              {cases === null ? <Command.Loading className="px-3 py-2 text-muted text-small">Loading cases</Command.Loading> : null}
              {cases !== null && cases.length > 0 ? (
                <Group heading="Cases">
                  {cases.map((c) => (
                    <Item key={c.case_id} value={`${c.title} ${c.case_id}`} onSelect={() => run(() => router.push(`/cases/${c.case_id}`))}>
                      <span className="truncate">{c.title}</span>
                    </Item>
                  ))}
                </Group>
              ) : null}
              <Group heading="Show">
                <Item value="theme light dark" onSelect={() => run(toggleTheme)}>
                  Light or dark
                </Item>
                <Item
                  value="density compact comfortable rows"
                  onSelect={() => run(() => announce('done', toggleDensity() ? 'Rows are compact now.' : 'Rows are comfortable now.'))}
                >
                  Compact or comfortable rows
                </Item>
                <Item value="print this page" onSelect={() => run(() => print())}>
                  Print this page
                </Item>
                <Item value="keys shortcuts help" keys={['?']} onSelect={() => run(onKeys)}>
                  Keys
                </Item>
              </Group>
              {question === '' ? null : (
                <Group heading="Ask">
                  <Item value={`${ASK}${question}`} hint="ask" onSelect={() => run(() => onAsk(question))}>
                    <span className="truncate">{question}</span>
                  </Item>
                </Group>
              )}
              <Nearest question={question} onAsk={(text) => run(() => onAsk(text))} onGo={(href) => run(() => router.push(href))} />
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

type Near = { questions: string[]; cases: { label: string; href: string }[] }
/** A pause in typing after which nearest things are asked for, milliseconds. */
const PAUSE_MS = 200

/** What is nearest to words that nothing above fits. Asking is always possible, so one item is left when nothing fits. */
function Nearest({ question, onAsk, onGo }: { question: string; onAsk: (text: string) => void; onGo: (href: string) => void }) {
  const is_alone = useCommandState((state) => state.filtered.count) <= 1
  const [near, setNear] = useState<Near | null>(null)
  const wanted = question !== '' && is_alone ? question : ''
  useEffect(() => {
    setNear(null)
    if (wanted === '') return
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      fetch(`/api/palette?near=${encodeURIComponent(wanted)}`, { signal: leaving.signal })
        .then(async (response) => (response.ok ? setNear((await response.json()) as Near) : undefined))
        .catch(() => undefined) // without it, the question can still be asked
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [wanted])
  if (near === null || wanted === '') return null
  return (
    <Command.Group
      forceMount
      heading="No match. Closest"
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-small"
    >
      {near.cases.map((c) => (
        <Item key={c.href} value={`near ${c.href}`} is_kept onSelect={() => onGo(c.href)}>
          <span className="truncate">{c.label}</span>
        </Item>
      ))}
      {near.questions.map((text) => (
        <Item key={text} value={`near ${text}`} is_kept hint="ask" onSelect={() => onAsk(text)}>
          <span className="truncate">{text}</span>
        </Item>
      ))}
    </Command.Group>
  )
}

const Group = ({ heading, children }: { heading: string; children: React.ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-small"
  >
    {children}
  </Command.Group>
)

type ItemProps = { value: string; keys?: string[]; hint?: string; is_kept?: boolean; onSelect: () => void; children: React.ReactNode }
const Item = ({ value, keys, hint, is_kept = false, onSelect, children }: ItemProps) => (
  <Command.Item
    value={value}
    forceMount={is_kept}
    onSelect={onSelect}
    className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-3 py-1.5 text-table data-[selected=true]:bg-wash"
  >
    {children}
    <span className="ml-auto flex shrink-0 gap-1 text-muted text-small">{keys ? keys.map((key) => <Kbd key={key}>{key}</Kbd>) : hint}</span>
  </Command.Item>
)

/** Buttons of the cards on this page that this person may press now. */
function commandsOfPage(): { label: string; element: HTMLElement }[] {
  const found = new Map<string, HTMLElement>()
  for (const element of document.querySelectorAll<HTMLElement>('main button[data-command]:not(:disabled)')) {
    const label = element.textContent?.trim() ?? ''
    if (label !== '' && !found.has(label) && element.offsetParent !== null) found.set(label, element)
  }
  return [...found].map(([label, element]) => ({ label, element }))
}

function lead(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  element.focus()
}
