import { PLAIN_INBOX, QUERY_KEYS } from '@/components/screens/inbox/inbox-query'
import { InboxSearch } from '@/schemas/inbox-search'

const FIELDS = InboxSearch.shape
const NUMBERS: ReadonlySet<keyof InboxSearch> = new Set(['older_than_days', 'page'])

/** The search that an address asks for. A part that cannot be read does not restrict: an old link still opens the inbox. */
export function readInboxSearch(value: (key: string) => string | undefined): InboxSearch {
  const read = Object.entries(QUERY_KEYS).map(([field, key]) => {
    const name = field as keyof InboxSearch
    const said = value(key)
    const parsed = FIELDS[name].safeParse(NUMBERS.has(name) ? Number(said) : said?.trim())
    return [name, said !== undefined && said !== '' && parsed.success ? parsed.data : PLAIN_INBOX[name]]
  })
  return InboxSearch.parse(Object.fromEntries(read))
}

export const searchOfQuery = (query: string): InboxSearch => {
  const params = new URLSearchParams(query)
  return readInboxSearch((key) => params.get(key) ?? undefined)
}
