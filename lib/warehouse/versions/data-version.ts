import { Fault } from '@/lib/kernel/errors'
import type { BillManifest } from '@/schemas/bill'

type Version = Pick<BillManifest, 'source' | 'billing_month' | 'data_version'>

/** Names every version an answer was drawn from: `acme-cur2:2026-10.2+2026-11.7`, sources separated by `;`. Equal names mean equal data. */
export function dataVersion(manifests: readonly Version[]): string {
  const sources = [...new Set(manifests.map((m) => m.source))].sort()
  return sources
    .map((source) => {
      const months = manifests.filter((m) => m.source === source).sort((a, b) => (a.billing_month < b.billing_month ? -1 : 1))
      return `${source}:${months.map((m) => `${m.billing_month}.${m.data_version}`).join('+')}`
    })
    .join(';')
}

/** The versions that such a name stands for. */
export function parseDataVersion(name: string): Version[] {
  return name.split(';').flatMap((part) => {
    const [source = '', months = ''] = part.split(':')
    return months.split('+').map((month) => {
      const match = /^(\d{4}-\d{2})\.(\d+)$/.exec(month)
      if (match === null) throw new Fault('validation_failed', 'a data version reads source:month.version+…', { data_version: name })
      return { source, billing_month: match[1] ?? '', data_version: Number(match[2]) }
    })
  })
}
