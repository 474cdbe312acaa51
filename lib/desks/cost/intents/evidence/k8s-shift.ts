import { moneyChange, notKnown, words } from '@/lib/intents/fact'
import { formatPct } from '@/lib/kernel/format'
import { add, big, compareDecimal, subtract } from '@/lib/kernel/money'
import type { K8sAllocation } from '@/schemas/evidence/outside'
import { changePerDay, comparedDays, type DrawEvidence, firstRows, gapsOf, newestOf, notesOf, pairIds, pairPerDay } from './piece'

type Namespace = K8sAllocation['namespaces'][number]
const changeOf = (n: Namespace) => subtract(n.after_cost, n.before_cost)
// What an allocation books on nobody.
const IDLE = /^__(?:idle|unallocated|unmounted)__$/

/** Cost of a cluster by namespace on both sides of the onset: what rose, what fell, and what is left of it. */
export const k8sShiftEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'k8s.allocation')
  if (found === undefined) return null
  const { body, id } = found
  const notes = notesOf(ctx, id)
  const namespaces = body.namespaces.toSorted((a, b) => compareDecimal(size(b), size(a)) || (a.namespace < b.namespace ? -1 : 1))
  const sum = (keep: (change: string) => boolean) => add('0', ...namespaces.map(changeOf).filter(keep))
  const [risen, fallen] = [sum((c) => big(c).gt(0)), sum((c) => big(c).lt(0))]
  const { shown, more } = firstRows(namespaces, 'namespace')
  const change = (label: string, amount: string, formula: string) => moneyChange(label, amount, body.currency, 'day', { ...notes, formula })
  return {
    part: {
      kind: 'evidence.k8s_shift',
      title: title(body, risen, fallen),
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}, as the allocation of the cluster has it`,
      more,
      gaps: gapsOf(ctx, id),
      cluster: body.cluster,
      namespaces: shown.map((n, i) => ({
        namespace: n.namespace,
        is_idle: IDLE.test(n.namespace),
        ...pairIds(`namespace_${i}`),
        change: `namespace_${i}_change`,
      })),
      risen: 'risen',
      fallen: 'fallen',
      net: 'net',
      bill_ratio: 'bill_ratio',
    },
    facts: {
      risen: change('Rose', risen, 'sum of the namespaces that cost more'),
      fallen: change('Fell', fallen, 'sum of the namespaces that cost less'),
      net: change('Left of it', add(risen, fallen), 'what rose + what fell'),
      bill_ratio:
        body.bill_ratio === null
          ? notKnown('Bill against allocation', 'the bill names none of the machines', notes)
          : words('Bill against allocation', `× ${body.bill_ratio.toFixed(2)}`, {
              ...notes,
              formula: 'cost of the machines on the bill ÷ what the allocation says',
            }),
      ...Object.assign(
        {},
        ...shown.map((n, i) => ({
          ...pairPerDay(`namespace_${i}`, n.namespace, [n.before_cost, n.after_cost], body.currency, notes),
          [`namespace_${i}_change`]: changePerDay(`${n.namespace}, change`, [n.before_cost, n.after_cost], body.currency, notes),
        })),
      ),
    },
  }
}

const size = (n: Namespace) => big(changeOf(n)).abs().toFixed()

function title({ namespaces, cluster }: K8sAllocation, risen: string, fallen: string): string {
  const most = namespaces.toSorted((a, b) => compareDecimal(changeOf(b), changeOf(a)))[0]
  if (most === undefined || big(risen).lte(0)) return `No namespace of ${cluster} costs more than before`
  const back = big(fallen).abs().div(big(risen)).times(100).round(0).toNumber()
  return `${most.namespace} rose most in ${cluster}; falls elsewhere match ${formatPct(Math.min(100, back))} of the rises`
}
