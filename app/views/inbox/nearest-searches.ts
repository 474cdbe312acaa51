import { inboxHref, PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { ALIKE, alikeness } from '@/lib/kernel/alikeness'
import { formatCount } from '@/lib/kernel/format'
import type { InboxSearch } from '@/schemas/inbox-search'
import type { InboxView } from '@/schemas/inbox-view'

type Titled = { case_id: string; title: string }
type Nearest = NonNullable<InboxView['nearest']>

// What may be left out, in the order in which it is offered.
const PARTS = {
  text: 'the words',
  account: 'the account',
  category: 'the category',
  severity: 'the severity',
  owner: 'the owner',
  older_than_days: 'the age',
} as const
const MOST = 5

/** Searches near one that finds nothing: with one part of it left out, and cases whose headline has words like those that were typed. Each says what it finds. */
export async function nearestSearches(search: InboxSearch, cases: readonly Titled[], countOf: (search: InboxSearch) => Promise<number>): Promise<Nearest> {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => search[part] !== PLAIN_INBOX[part])
  const without = await Promise.all(
    parts.map(async (part) => {
      const wider: InboxSearch = { ...search, [part]: PLAIN_INBOX[part] }
      return { label: `Without ${PARTS[part]}`, href: inboxHref(wider), count: await countOf(wider) }
    }),
  )
  const wider = without.filter((w) => w.count > 0).map(({ label, href, count }) => ({ label, href, note: formatCount(count, 'case') }))
  const like = search.text === '' ? [] : likeCases(search.text, cases)
  return [...like, ...wider].slice(0, MOST)
}

/** Cases whose title or id has a word like one that was typed, the most alike first. */
export function likeCases(typed: string, cases: readonly Titled[]): Nearest {
  const asked = wordsOf(typed)
  return cases
    .map((c) => ({ c, alike: Math.max(0, ...wordsOf(`${c.title} ${c.case_id}`).flatMap((word) => asked.map((a) => alikeness(a, word)))) }))
    .filter(({ alike }) => alike >= ALIKE)
    .toSorted((a, b) => b.alike - a.alike || (a.c.case_id < b.c.case_id ? -1 : 1))
    .slice(0, 3)
    .map(({ c }) => ({ label: c.title, href: `/cases/${c.case_id}`, note: 'a case with words like these' }))
}

const LEAST_CHARS = 3
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= LEAST_CHARS)
