import { entry, type GlossaryEntry, thing } from './glossary-entry'

/** Words of what comes in: deliveries of a bill, what its lines say, and what explains them. */
export const SOURCE_TERMS: readonly GlossaryEntry[] = [
  thing(
    'source',
    'Where data comes from: a bill export, a collector of Kubernetes cost, a list of deploys. Each has its own freshness.',
    'data source',
    'data sources',
    'sources',
  ),
  entry('charge period', 'The time that a charge covers: from its start, inclusive, to its end, exclusive.', 'charge periods', 'usage period'),
  entry(
    'manifest',
    'The list of the files of one delivery of a bill. A delivery counts only when every file of its manifest is there.',
    'manifests',
    'bill manifest',
  ),
  entry('ingestion', 'Bringing data into a service that is billed by amount, such as log lines.', 'log ingestion', 'ingest'),
  entry('gross cost', 'Cost before credits and refunds are taken off.', 'gross'),
  entry(
    'promotional credit',
    'A credit that a provider gives for a time, such as for a migration. When it ends the same usage costs more.',
    'promotional credits',
  ),
  entry('eligible usage', 'Usage that a commitment could pay for. Coverage is a share of it.', 'eligible'),
  entry('spill', 'Eligible usage that no commitment paid for, billed at public prices.', 'spills', 'on-demand spill', 'spill to on-demand'),
  entry(
    'external factor',
    'Something that happened outside the bill and near the onset, such as a deploy or a campaign, weighed by its time and place.',
    'external factors',
  ),
  entry('traffic', 'Bytes that move between places. Some of them are billed.', 'network traffic'),
  entry('retention', 'How long something is kept before it is deleted.', 'retention period'),
  thing('place', 'A part of the bill: an account, a service, a region, a usage type or a team.', 'places', 'scope', 'scopes'),
]
