import { readAnchors } from '@/lib/audit/anchor-file'
import { proveAudit } from '@/lib/audit/prove-audit'
import { auditOfCase } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { shownHeadline } from '@/lib/desks/cost/intents/shown-headline'
import { getEvidence } from '@/lib/evidence/store'
import { getTenant } from '@/lib/identity/tenant-store'
import { auditDetail, auditTitle } from '@/lib/intents/audit-words'
import { legible, seenJson } from '@/lib/intents/clip'
import { formatInstant, inZone } from '@/lib/kernel/format'
import { toInstant } from '@/lib/kernel/time'
import { Actor } from '@/schemas/actor'
import type { AuditEntry, AuditProof } from '@/schemas/audit'
import { currentIntents } from './case-intents'

/** What people read of it, with nothing in it that is not seen and no markup. */
const asText = (text: string): string =>
  legible(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c)

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1d21;background:#fff}pre{white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace;border-top:1px solid #ccc;padding-top:.75rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;border-top:1px solid #ddd;padding:.35rem .6rem .35rem 0;font-size:14px}code{font:12px ui-monospace,monospace;word-break:break-all}p{max-width:46rem}'

/**
 * A case as one file that needs no server: what its cards say, its trail, its evidence, and for every signed entry what proves it. It runs nothing;
 * the data is in the file as JSON, so that a program can verify it. That it was taken along is itself recorded. Throws `not_found`.
 */
export async function exportCase(actor: Actor, case_id: string): Promise<string> {
  const { tenant_id } = actor
  const c = await getCase(tenant_id, case_id)
  const [intents, entries, evidence, anchors] = await Promise.all([
    currentIntents(actor, case_id),
    auditOfCase(tenant_id, case_id, 5_000),
    getEvidence(tenant_id, c.evidence_ids),
    readAnchors(tenant_id),
  ])
  const signed_to = anchors.at(-1)?.seq ?? 0
  const proofs: AuditProof[] = []
  for (const entry of entries.filter((e) => e.seq <= signed_to)) proofs.push(await proveAudit(tenant_id, entry.seq))
  const exported_at = toInstant(Date.now())
  const { time_zone } = await getTenant(tenant_id)
  const local = (text: string): string => inZone(text, time_zone, exported_at)
  await change(tenant_id, async () => ({
    result: undefined,
    events: [{ kind: 'audit.exported', subject: case_id, actor, body: { entries: entries.length, signed: proofs.length, evidence: evidence.length } }],
  }))
  const cards = Object.values(intents).flatMap((intent) => (intent === null ? [] : [`<pre>${asText(local(intent.plain))}</pre>`]))
  const data = { exported_at, exported_by: actor.name, case: c, evidence, audit: entries, proofs }
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${asText(shownHeadline(c))}</title><style>${STYLE}</style></head><body>`,
    `<h1>${asText(shownHeadline(c))}</h1><p>Case ${asText(case_id)}, as ${asText(actor.name)} took it along on ${local(formatInstant(exported_at))}. This file shows what was recorded until then and changes nothing. Times are those of ${asText(time_zone)}, in the data at the end and for days of the bill they are UTC.</p>`,
    ...cards,
    '<h2>Trail</h2><table><thead><tr><th>Entry</th><th>When</th><th>What</th><th>Who</th><th>Hash</th></tr></thead><tbody>',
    ...entries.map((entry) => local(row(entry))),
    `</tbody></table><p>${proofs.length} of ${entries.length} entries are covered by signed anchors. The data below holds the proofs: <code>node verify-audit.mjs --proof FILE --key KEY</code> checks one of them without this or any other server.</p>`,
    // No text of the data can end the element: "<" is written as an escape that JSON reads back.
    `<h2>Data</h2><p>Everything above as JSON, in this file's last element.</p><script type="application/json" id="data">${seenJson(data).replaceAll('<', '\\u003c')}</script></body></html>`,
  ].join('\n')
}

function row(entry: AuditEntry): string {
  const actor = Actor.safeParse(JSON.parse(entry.actor))
  const cells = [String(entry.seq), formatInstant(entry.at), `${auditTitle(entry)}. ${auditDetail(entry)}`, actor.success ? actor.data.name : 'not known']
  return `<tr>${cells.map((cell) => `<td>${asText(cell)}</td>`).join('')}<td><code>${entry.hash}</code></td></tr>`
}
