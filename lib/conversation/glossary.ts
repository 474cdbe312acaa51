import { entry, type GlossaryEntry } from './glossary-entry'
import { MORE_TERMS } from './glossary-more'

export const GLOSSARY: readonly GlossaryEntry[] = [
  entry(
    'anomaly',
    'Spend in one place that left its expected band by more than usual noise, on days that are settled or nearly so.',
    'anomalies',
    'cost anomaly',
    'spike',
  ),
  entry('case', 'One anomaly on its way through the loop: evidence, cause, plan, approval, execution, verification. Its history is kept.', 'cases'),
  entry(
    'amortised cost',
    'Cost in which commitments and upfront fees are spread over the time they cover. Every cost shown here is amortised and net of discounts.',
    'amortised',
    'amortized',
    'amortized cost',
    'effective cost',
    'amortisation',
    'amortization',
  ),
  entry(
    'list cost',
    'What the same usage would cost at public prices, without commitments or discounts.',
    'list price',
    'list prices',
    'on-demand price',
    'public price',
  ),
  entry(
    'billed cost',
    'What the provider invoices for a line in a month, upfront fees included in full. Answers here use effective cost instead.',
    'unblended',
    'unblended cost',
    'invoiced cost',
  ),
  entry('blast radius', 'What a plan touches: how many resources and accounts, what depends on them, and whether they serve requests.'),
  entry(
    'counterfactual',
    'What a place would have cost without the action, estimated from how it behaved before. Savings are measured against it.',
    'counterfactual band',
    'baseline forecast',
  ),
  entry(
    'realized savings',
    'The cost that left the bill after a plan ran, measured on settled days against the counterfactual, with an interval.',
    'realised savings',
    'actual savings',
    'verified savings',
  ),
  entry(
    'expected savings',
    'What a plan should take off the bill a month, from the prices and hours of its targets.',
    'predicted savings',
    'estimated savings',
  ),
  entry('verification', 'Looking again after a plan ran: health first, then whether the effect is there, then savings.', 'verification check', 'verdict'),
  entry('rollback', 'The recipe that puts the targets of a plan back into the state of the snapshot, and how long it stays possible.', 'roll back', 'undo'),
  entry('snapshot', 'The state of every target right before a plan runs, kept so that it can be restored and compared.', 'pre-snapshot'),
  entry('dry run', 'Asking the provider whether an action would succeed, without doing it.', 'dry-run'),
  entry(
    'precheck',
    'A condition that is checked while planning and again right before acting. One that is not known blocks like one that failed.',
    'prechecks',
  ),
  entry(
    'plan hash',
    'The digest of everything an approver is asked to approve. A changed plan has another hash, and old signatures no longer count.',
    'hash',
    'plan digest',
  ),
  entry(
    'policy',
    'The written rules that permit or deny a plan and say how much agreement it needs. An error in them denies.',
    'policies',
    'policy set',
    'gate',
  ),
  entry(
    'approval level',
    'How much agreement a plan needs: none, a veto window, one approver, two of distinct roles, or two with break-glass.',
    'level',
    'levels',
    'agreement',
  ),
  entry('L0', 'The plan runs without asking anyone: low risk, and the tenant opted in.'),
  entry('L1', 'One approver who did not propose the plan has to sign.'),
  entry('L2', 'Two approvers of distinct roles have to sign the same plan.'),
  entry('L3', 'Two approvers of distinct roles and a break-glass reason are needed.'),
  entry('veto window', 'Time in which anyone entitled may stop a low-risk plan before it runs. Nobody has to approve it.', 'veto', 'delayed'),
  entry('break-glass', 'A way past the usual limits in an emergency, with a written reason and a review afterwards.', 'break glass'),
  entry('four eyes', 'Nobody approves what they proposed; a second person has to agree.', 'four-eyes', 'self-approval', 'separation of duties'),
  entry('kill switch', 'Stops every execution of the tenant at once until somebody lifts it, with a reason.', 'killswitch'),
  entry('freeze', 'A time in which nothing is carried out, for all or for one environment.', 'change freeze', 'freeze window'),
  entry('risk score', 'Points from 0 to 100 for what a plan could break; its terms are listed. The tier follows from the score.', 'risk', 'risk tier', 'tier'),
  entry('confidence', 'How much of the rise the named cause explains and how good the evidence is, from 5 to 99 percent.', 'confidence score'),
  entry('severity', 'How much money is at stake relative to what the tenant usually spends, and how sure that is.'),
  entry('at stake', 'What an anomaly costs per day above what was expected.', 'money at stake', 'money at risk'),
  entry('attribution', 'Where a rise sits, slice by slice, with the part nobody can place shown as the remainder.', 'remainder', 'slice'),
  entry('triage', 'Deciding the category and severity of a case by rules, each with its inputs and how close it was.', 'category', 'rule trace'),
  entry('onset', 'The first day on which an anomaly shows.', 'first day'),
  entry(
    'settled day',
    'A day of the bill that the provider will not restate any more, usually after two or three days.',
    'settled',
    'provisional',
    'provisional day',
  ),
  entry('evidence', 'An answer of a source, stored with its query, its time and a digest, so that a figure can always be traced.', 'digest'),
  entry(
    'audit chain',
    'Every state change in order, each entry hashed with the one before, so that a later change shows.',
    'audit',
    'audit log',
    'hash chain',
    'audit trail',
  ),
  entry(
    'commitment',
    'A promise to use or spend an amount for one or three years at a lower price: savings plans and reserved instances.',
    'commitments',
    'savings plan',
    'savings plans',
    'reserved instance',
    'reserved instances',
    'ri',
    'sp',
  ),
  entry('coverage', 'The share of eligible usage that commitments pay for.', 'commitment coverage', 'savings plan coverage'),
  entry('utilisation', 'The share of a commitment that is used; the rest is paid for and lost.', 'utilization', 'commitment utilisation', 'unused commitment'),
  entry('new resource', 'A category: the rise comes from resources that did not exist before the onset.', 'new resources'),
  entry('data transfer', 'A category: the rise comes from moving data between zones, regions or to the internet.', 'egress', 'transfer'),
  entry(
    'marketplace',
    'A category: the rise comes from a product of another seller that is billed through the provider.',
    'marketplace charge',
    'marketplace charges',
  ),
  entry('deploy related', 'A category: usage changed its level right after a deploy in the same place.', 'deploy-related', 'deployment related'),
  entry(
    'commitment coverage drift',
    'A category: usage that a commitment used to pay for is billed at public prices, because the commitment ended or usage moved away from it.',
    'coverage drift',
    'commitment drift',
  ),
  entry(
    'credits, refunds and fees',
    'A category: the rise comes from a credit that ended, a refund, or a fee, and not from usage.',
    'credit',
    'credits',
    'refund',
    'refunds',
    'fee',
    'fees',
  ),
  entry('expected growth', 'A category: usage grew along with the business, slowly and in many places.', 'organic growth', 'normal growth'),
  entry('resource waste', 'A category: the rise pays for resources that hardly anything uses.', 'waste', 'idle resources'),
  entry('pricing change', 'A category: the same usage costs more, because its price changed.', 'price change', 'price increase'),
  entry('baseline', 'What something is compared with: the period before, or what a place usually costs.', 'expected band', 'band', 'expected cost'),
  entry('threshold', 'The money per day from which an anomaly opens a case.', 'floor', 'limit'),
  entry('NAT gateway', 'A managed gateway that lets private machines reach out; it is billed per hour and per gigabyte.', 'nat', 'nat gateways', 'nat gw'),
  entry('gp2', 'An older type of block volume whose speed grows with its size. gp3 usually costs less for the same.', 'gp3', 'gp2 volume', 'gp2 volumes'),
  entry('usage type', 'The provider’s name for what was used, such as an instance size or bytes through a gateway.', 'usage types'),
  entry('drift', 'What appeared, went away or changed between two times or two places.', 'config drift', 'configuration drift'),
  entry('restatement', 'The provider changes days of the bill that it had already sent.', 'restated', 'restate'),
  entry('run rate', 'What a month costs if every day is like the last ones.', 'run-rate'),
  entry('CUR', 'Cost and Usage Report: the provider’s most detailed bill.', 'cur 2.0', 'cost and usage report', 'focus'),
  entry('narrator', 'Puts a finished answer into words. It never decides, and a sentence with a figure that the facts do not hold is not shown.'),
  ...MORE_TERMS,
]

const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim()
// Of two entries that share a name the earlier one is meant.
const BY_NAME = new Map([...GLOSSARY].reverse().flatMap((e) => [e.term, ...e.also].map((name): [string, GlossaryEntry] => [key(name), e])))

export const findTerm = (words: string): GlossaryEntry | undefined => BY_NAME.get(key(words)) ?? BY_NAME.get(key(words).replace(/s$/, ''))

const words = (text: string): Set<string> => new Set(key(text).split(' '))
/** Entries that share a word with what was asked, most first. */
export function nearTerms(asked: string, most: number): GlossaryEntry[] {
  const wanted = words(asked)
  const shared = (e: GlossaryEntry): number => [...words([e.term, ...e.also].join(' '))].filter((w) => w.length > 2 && wanted.has(w)).length
  return GLOSSARY.filter((e) => shared(e) > 0)
    .toSorted((a, b) => shared(b) - shared(a))
    .slice(0, most)
}
