import { Fault } from '@/lib/kernel/errors'
import type { Guarded } from './refuse-changes'

type Next = (args: { input: object }) => Promise<{ output: object }>
type Middleware = (next: Next, context: { commandName?: string }) => Next

// The names under which services hand out the next page and are asked for it.
const TOKENS = ['NextToken', 'nextToken', 'NextPageToken', 'PaginationToken', 'Marker']

/** Keeps whoever reads all pages from reading one for ever. Throws Fault `provider_down` for a page whose next one is the page itself: the rest of the list is not known. */
export function refuseRepeatedPage(client: Guarded): void {
  const middleware: Middleware = (next, { commandName = '' }) => {
    return async (args) => {
      const result = await next(args)
      if (TOKENS.some((name) => leadsToItself(args.input, result.output, name))) {
        const api = commandName.replace(/Command$/, '')
        throw new Fault('provider_down', `AWS answered with a page that leads to itself (${api}): try again later`, { api })
      }
      return result
    }
  }
  client.middlewareStack.add(middleware as never, { step: 'initialize', name: 'countersignRefuseRepeatedPage' })
}

function leadsToItself(input: object, output: object, name: string): boolean {
  const asked = (input as Record<string, unknown>)[name] // safe: only read
  return typeof asked === 'string' && asked !== '' && asked === (output as Record<string, unknown>)[name]
}
