import type { EvidencePart } from '@/lib/intents/evidence-refs'
import { formatCount } from '@/lib/kernel/format'

/** The first rows of a piece of evidence; how many are left out is said. */
export function cutEvidence(part: EvidencePart, most: number): EvidencePart {
  switch (part.kind) {
    case 'evidence.commitment':
      return { ...part, commitments: part.commitments.slice(0, most), more: more(part, part.commitments.length, most) }
    case 'evidence.credits_fees':
      return { ...part, records: part.records.slice(0, most), more: more(part, part.records.length, most) }
    case 'evidence.marketplace':
      return { ...part, products: part.products.slice(0, most), more: more(part, part.products.length, most) }
    case 'evidence.data_transfer':
      return { ...part, routes: part.routes.slice(0, most), more: more(part, part.routes.length, most) }
    case 'evidence.k8s_shift':
      return { ...part, namespaces: part.namespaces.slice(0, most), more: more(part, part.namespaces.length, most) }
    case 'evidence.deploy':
      return { ...part, changes: part.changes.slice(0, most), more: more(part, part.changes.length, most) }
    case 'evidence.usage_growth':
      return { ...part, units: part.units.slice(0, most), more: more(part, part.units.length, most) }
    case 'evidence.waste':
      return { ...part, findings: part.findings.slice(0, most), more: more(part, part.findings.length, most) }
    case 'evidence.mixed':
      return { ...part, parts: part.parts.slice(0, most), more: more(part, part.parts.length, most) }
    case 'evidence.missing':
      return { ...part, absent: part.absent.slice(0, most), more: more(part, part.absent.length, most) }
  }
}

const more = (part: EvidencePart, all: number, most: number): string | null =>
  all <= most ? part.more : [part.more, `${formatCount(all - most, 'row')} left out of this card`].filter((t) => t !== null).join('; ')
