'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { inboxHref, isNarrowed, PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { cn } from '@/components/ui/cn'
import { Input, Select } from '@/components/ui/field'
import { Link } from '@/components/ui/link'
import { AGES_DAYS } from '@/schemas/inbox-ages'
import type { Choice, InboxSearch, InboxSort, InboxTools } from '@/schemas/inbox-search'

const SEVERITIES: Choice[] = ['critical', 'high', 'medium', 'low'].map((id) => ({ id, label: `${id.slice(0, 1).toUpperCase()}${id.slice(1)}` }))
const AGES: Choice[] = AGES_DAYS.map((days) => ({ id: String(days), label: `${days} days or more` }))
const SORTS: Record<InboxSort, string> = { stake: 'Most at stake', severity: 'Most severe', newest: 'Newest', oldest: 'Oldest' }
/** A search follows typing when it stops for this long, milliseconds. */
const TYPED_MS = 350

/** What to look for. Each change is a new address at once; words follow when typing stops. */
export function InboxFields({ tools }: { tools: InboxTools }) {
  const { search } = tools
  const router = useRouter()
  const [text, setText] = useState(search.text)
  const go = (change: Partial<InboxSearch>) => router.replace(inboxHref(search, change), { scroll: false })
  useEffect(() => setText(search.text), [search.text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing looks again
  useEffect(() => {
    if (text.trim() === search.text) return
    const timer = setTimeout(() => go({ text: text.trim() }), TYPED_MS)
    return () => clearTimeout(timer)
  }, [text])
  const none: Choice = { id: 'none', label: 'Nobody yet' }
  return (
    <search id="inbox-fields" className="mt-2 grid grid-cols-2 items-end gap-2 border-t pt-3 pb-1 sm:flex sm:flex-wrap">
      <Named label="Text or case id" className="col-span-2 sm:max-w-56 sm:basis-44">
        {(id) => <Input id={id} type="search" value={text} maxLength={120} onChange={(e) => setText(e.target.value)} className="text-table" />}
      </Named>
      <Pick label="Account" value={search.account} choices={tools.accounts} onPick={(account) => go({ account })} />
      <Pick label="Category" value={search.category} choices={tools.categories} onPick={(id) => go({ category: id as InboxSearch['category'] })} />
      <Pick label="Severity" value={search.severity} choices={SEVERITIES} onPick={(id) => go({ severity: id as InboxSearch['severity'] })} />
      <Pick
        label="Open for"
        value={search.older_than_days === null ? null : String(search.older_than_days)}
        choices={AGES}
        onPick={(id) => go({ older_than_days: AGES_DAYS.find((days) => String(days) === id) ?? null })}
      />
      <Pick label="Owner" value={search.owner} choices={[none, ...tools.owners]} onPick={(owner) => go({ owner })} />
      <Named label="Order">
        {(id) => (
          <Select id={id} value={search.sort} onChange={(e) => go({ sort: e.target.value as InboxSort })} className="w-full">
            {Object.entries(SORTS).map(([sort, label]) => (
              <option key={sort} value={sort}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Named>
      {isNarrowed(search) ? (
        <Link href={inboxHref({ ...PLAIN_INBOX, filter: search.filter })} className="quiet-link inline-flex h-9 shrink-0 items-center px-1 text-table">
          Clear
        </Link>
      ) : null}
    </search>
  )
}

const Pick = ({ label, value, choices, onPick }: { label: string; value: string | null; choices: Choice[]; onPick: (id: string | null) => void }) => (
  <Named label={label}>
    {(id) => (
      <Select id={id} value={value ?? ''} onChange={(e) => onPick(e.target.value === '' ? null : e.target.value)} className="w-full">
        <option value="">Any</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </Select>
    )}
  </Named>
)

function Named({ label, className, children }: { label: string; className?: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={cn('min-w-0 sm:max-w-44 sm:flex-1 sm:basis-28', className)}>
      <label htmlFor={id} className="mb-1 block text-muted text-small">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
