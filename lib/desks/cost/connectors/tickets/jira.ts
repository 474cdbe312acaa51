import { z } from 'zod'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import type { Secret } from '@/lib/kernel/secret'
import type { JiraSettings } from '@/schemas/connectors'
import { askJson } from '../http/ask-json'
import type { Ticket, TicketPort } from './port'

const Created = z.looseObject({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) })
const Found = z.looseObject({ issues: z.array(z.looseObject({ key: Created.shape.key, fields: z.looseObject({ summary: z.string() }) })) })
const Transitions = z.looseObject({ transitions: z.array(z.looseObject({ id: z.string(), name: z.string() })) })

const Status = z.looseObject({ fields: z.looseObject({ status: z.looseObject({ statusCategory: z.looseObject({ key: z.string() }) }) }) })
const Paragraphs = z.looseObject({ content: z.array(z.looseObject({ content: z.array(z.looseObject({ text: z.string().nullish() })).nullish() })).nullish() })
const Comments = z.looseObject({ comments: z.array(z.looseObject({ body: Paragraphs.nullish() })) })
const Project = z.looseObject({ name: z.string() })

// Jira limits bursts by second, endpoint and issue, by a number that it does not promise. Source: its page on rate limiting, 2026.
const PACE = { per_sec: 2, burst: 10 }

// Jira refuses longer summaries.
const MOST_TITLE = 250

/** Text in Atlassian's document format: one paragraph a line. */
const document = (lines: readonly string[]) => ({
  type: 'doc',
  version: 1,
  content: lines.filter((l) => l !== '').map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})

const textOf = (body: z.output<typeof Paragraphs> | null | undefined): string =>
  (body?.content ?? []).flatMap((paragraph) => (paragraph.content ?? []).map(({ text }) => text ?? '')).join('')

/** Name of the incident among the labels of an issue, by which it is found again. */
export const labelOf = (dedupe_key: string): string => `countersign-${digest(dedupe_key).slice(0, 16)}`

/** Jira Cloud by its REST API. */
export function jiraTickets(s: JiraSettings, token: () => Promise<Secret>, timeout_ms: number): TicketPort {
  const ask = async <T extends z.ZodType>(schema: T, path: string, body?: unknown): Promise<z.output<T>> => {
    const authorization = `Basic ${Buffer.from(`${s.email}:${(await token()).reveal()}`).toString('base64')}`
    return askJson(schema, {
      service: 'Jira',
      url: new URL(path, s.url).href,
      headers: { authorization },
      timeout_ms,
      pace: PACE,
      ...(body === undefined ? {} : { method: 'POST', body }),
    })
  }
  const ticket = (key: string, title: string): Ticket => ({ key, url: new URL(`/browse/${key}`, s.url).href, title })
  const issue = (t: Ticket, path: string) => `/rest/api/3/issue/${encodeURIComponent(t.key)}/${path}`
  const find = async (dedupe_key: string): Promise<Ticket | undefined> => {
    const jql = `project = "${s.project}" AND labels = "${labelOf(dedupe_key)}" ORDER BY created ASC`
    const [known] = (await ask(Found, '/rest/api/3/search/jql', { jql, fields: ['summary'], maxResults: 1 })).issues
    return known === undefined ? undefined : ticket(known.key, known.fields.summary)
  }
  return {
    connector: 'jira',
    check: async () => `project ${(await ask(Project, `/rest/api/3/project/${s.project}`)).name}`,
    find,
    async open(_, text) {
      const label = labelOf(text.dedupe_key)
      const known = await find(text.dedupe_key)
      if (known !== undefined) return known
      const title = cut(text.title, MOST_TITLE)
      const fields = {
        project: { key: s.project },
        issuetype: { name: s.issue_type },
        summary: title,
        description: document(text.lines),
        labels: [label, ...text.labels.map((l) => l.replaceAll(/\s+/g, '-'))],
      }
      return ticket((await ask(Created, '/rest/api/3/issue', { fields })).key, title)
    },
    comment: async (t, text) => void (await ask(z.unknown(), issue(t, 'comment'), { body: document([text]) })),
    async close(t, because) {
      const { transitions } = await ask(Transitions, issue(t, 'transitions'))
      const done = transitions.find((x) => x.name.toLowerCase() === s.done.toLowerCase())
      if (done === undefined && (await ask(Status, `/rest/api/3/issue/${encodeURIComponent(t.key)}?fields=status`)).fields.status.statusCategory.key === 'done')
        return
      if (done === undefined)
        throw new Fault('conflict', `Jira has no transition "${s.done}" for ${t.key} now: it has ${transitions.map((x) => x.name).join(', ') || 'none'}`, {
          key: t.key,
        })
      // A transition that is refused is asked for again; what was said before it stays said.
      const { comments } = await ask(Comments, issue(t, 'comment?orderBy=-created&maxResults=50'))
      if (!comments.some(({ body }) => textOf(body) === because)) await ask(z.unknown(), issue(t, 'comment'), { body: document([because]) })
      await ask(z.unknown(), issue(t, 'transitions'), { transition: { id: done.id } })
    },
  }
}
