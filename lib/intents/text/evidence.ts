import { factLine, factText, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, wrap } from '@/lib/intents/text/layout'
import { formatDay, formatInstant } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

type Head = { title: string; subtitle: string; more: string | null; gaps: readonly string[] }
type Pair = { before: string; after: string }

/** Title, what was compared, the lines of it, and what is not known. */
const framed = (part: Head, lines: readonly string[]): string[] => [
  ...wrap(part.title),
  ...wrap(part.subtitle, '  '),
  ...indent(lines),
  ...(part.more === null ? [] : [`  ${part.more}`]),
  ...part.gaps.flatMap((gap) => wrap(`not known: ${gap}`, '  ')),
]
const figures = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : columns(
        [head, ...rows],
        head.map((label) => (/^(Before|Since|Change|Saves|Explains|Share|Per month|GB|Price)/.test(label) ? 'end' : 'start')),
      )
const pair = ({ before, after }: Pair, ctx: TextContext): string[] => [factText(before, ctx), factText(after, ctx)]

export const drawCommitment = (part: ComponentOf<'evidence.commitment'>, ctx: TextContext): string[] =>
  framed(part, [
    ...figures(
      ['', 'Before', 'Since'],
      [
        ['Coverage', ...pair(part.coverage, ctx)],
        ['Utilisation', ...pair(part.utilisation, ctx)],
        ['On-demand spill', ...pair(part.spill, ctx)],
      ],
    ),
    ...figures(
      ['Commitment', 'Type', 'End', 'Before', 'Since'],
      part.commitments.map((c) => [c.label, c.type, c.ends, ...pair(c, ctx)]),
    ),
  ])

export const drawCreditsFees = (part: ComponentOf<'evidence.credits_fees'>, ctx: TextContext): string[] =>
  framed(
    part,
    figures(
      ['', 'Record', 'Description', 'Before', 'Since', 'Change'],
      [
        ...part.records.map((r) => [r.is_cause ? '*' : '', r.record_type, r.description, ...pair(r, ctx), factText(r.change, ctx)]),
        ['', 'Gross', '', ...pair(part.gross, ctx), ''],
        ['', 'Net', '', ...pair(part.net, ctx), ''],
      ],
    ),
  )

export const drawMarketplace = (part: ComponentOf<'evidence.marketplace'>, ctx: TextContext): string[] =>
  framed(
    part,
    part.products.flatMap((p) => [
      ...wrap(`${p.product}: ${factText(p.before, ctx)} before, ${factText(p.after, ctx)} since (${factText(p.change, ctx)})`, '- '),
      ...wrap(`${p.since}. Seller: ${p.vendor}. Agreement: ${p.contract}.`, '    '),
    ]),
  )

export const drawDataTransfer = (part: ComponentOf<'evidence.data_transfer'>, ctx: TextContext): string[] =>
  framed(part, [
    ...part.routes.flatMap((r) => [
      ...wrap(`${r.usage_type}: ${r.route}, ${r.place}`, '- '),
      ...wrap(
        `${factText(r.gb_before, ctx)} → ${factText(r.gb_after, ctx)} at ${factText(r.rate_before, ctx)} → ${factText(r.rate_after, ctx)}: ${factText(r.change, ctx)}`,
        '    ',
      ),
    ]),
    ...[part.split.volume, part.split.rate, part.split.unsplit].flatMap((id) => (id === null ? [] : [factLine(id, ctx)])),
  ])

export const drawK8sShift = (part: ComponentOf<'evidence.k8s_shift'>, ctx: TextContext): string[] =>
  framed(part, [
    `Cluster ${part.cluster}`,
    ...figures(
      ['Namespace', 'Before', 'Since', 'Change'],
      part.namespaces.map((n) => [n.is_idle ? `${n.namespace} (idle)` : n.namespace, ...pair(n, ctx), factText(n.change, ctx)]),
    ),
    ...[part.risen, part.fallen, part.net, part.bill_ratio].map((id) => factLine(id, ctx)),
  ])

export const drawDeploy = (part: ComponentOf<'evidence.deploy'>, ctx: TextContext): string[] =>
  framed(part, [
    `The rise began ${formatDay(part.onset, ctx.now)}`,
    ...part.changes.flatMap((c) => wrap(`${c.is_counted ? '*' : '-'} ${formatInstant(c.at, ctx.now)}, ${c.offset}: ${c.type} "${c.title}", ${c.place}`, '')),
    ...wrap(part.method),
    factLine(part.score, ctx),
  ])

export const drawUsageGrowth = (part: ComponentOf<'evidence.usage_growth'>, ctx: TextContext): string[] =>
  framed(part, [
    ...part.figures.map((id) => factLine(id, ctx)),
    ...part.units.flatMap((u) => [
      ...wrap(u.usage_type, '- '),
      ...wrap(
        `${factText(u.quantity_before, ctx)} → ${factText(u.quantity_after, ctx)} at ${factText(u.unit_cost_before, ctx)} → ${factText(u.unit_cost_after, ctx)}: ${factText(u.change, ctx)}`,
        '    ',
      ),
    ]),
  ])

export const drawWaste = (part: ComponentOf<'evidence.waste'>, ctx: TextContext): string[] =>
  framed(part, [
    ...part.findings.flatMap((f) => [
      ...wrap(`${f.resource}: ${factText(f.cost, ctx)}`, '- '),
      ...wrap(`${f.type}, ${f.because}, ${f.since}, ${f.owner}`, '    '),
    ]),
    factLine(part.total, ctx),
    ...(part.others.length === 0 ? [] : wrap(`Also found: ${part.others.join('; ')}`)),
  ])

export const drawMixed = (part: ComponentOf<'evidence.mixed'>, ctx: TextContext): string[] =>
  framed(part, [
    ...part.parts.flatMap((p) => [
      ...wrap(`${p.category}: ${factText(p.explained, ctx)}, ${factText(p.share, ctx)}  [${p.rule}]`, '- '),
      ...(p.because === '' ? [] : wrap(p.because, '    ')),
    ]),
    factLine(part.rise, ctx),
    factLine(part.remainder, ctx),
  ])

export const drawMissing = (part: ComponentOf<'evidence.missing'>): string[] =>
  framed(part, [
    ...part.absent.flatMap((a) => [...wrap(`not known: ${a.what} (${a.collector})`, '- '), ...wrap(`${a.since}: ${a.because}; ${a.leaves_open}`, '    ')]),
    ...(part.remedy === null ? [] : wrap(`What helps: ${part.remedy}`)),
  ])
