import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { PayForPage } from './port'

// A question that needs more pages than this is the wrong question.
const MOST_PAGES = 10

/** `items` that are missing are an answer in another form, and not a list of none. */
export type Page = { items: unknown; next: string | undefined }

/** Asks for all pages of one answer, in order. Days without any such cost are an empty list. */
export type AskPages = <T extends z.ZodArray>(api: string, wire: T, ask: (token: string | undefined) => Promise<Page>) => Promise<z.output<T>>

/** Pages one after the other, each paid for before it is asked. */
export const paidPages =
  (pay: PayForPage): AskPages =>
  async <T extends z.ZodArray>(api: string, wire: T, ask: (token: string | undefined) => Promise<Page>): Promise<z.output<T>> => {
    const all: unknown[] = []
    let token: string | undefined
    for (let n = 0; n < MOST_PAGES; n++) {
      await pay()
      const page = await ask(token).catch((error: unknown) => {
        // After a first page it says that the rest could not be had.
        if (n === 0 && isNoData(error)) return null
        throw toFault(error, api)
      })
      if (page === null) return [] as z.output<T> // safe: an empty list is of every type of list
      all.push(...(parseAnswer(wire, page.items, api) as unknown[]))
      token = page.next
      if (token === undefined || token === '') return all as z.output<T> // safe: each page was read by the schema
    }
    throw new Fault('provider_down', `Cost Explorer has more than ${MOST_PAGES} pages for this (${api}): ask for fewer days`, { api })
  }

/** The service answers a question about days without any such cost with an error. That is nothing found. */
const isNoData = (error: unknown): boolean => error instanceof Error && error.name === 'DataUnavailableException'

/** The token of a page under the name that its operation has for it; nothing for the first page. */
export const nextPage = (token: string | undefined) => (token === undefined ? {} : { NextPageToken: token })
