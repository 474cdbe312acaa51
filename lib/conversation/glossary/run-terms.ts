import { entry, type GlossaryEntry, thing } from './glossary-entry'

/** Words of carrying a plan out and of looking again: runs, undoing, savings, health. */
export const RUN_TERMS: readonly GlossaryEntry[] = [
  entry(
    'precheck',
    'A condition that is checked while planning and again right before acting. One that is not known blocks like one that failed.',
    'prechecks',
  ),
  thing('dry run', 'Asking the provider whether an action would succeed, without doing it.', 'dry-run'),
  thing('snapshot', 'The state of every target right before a plan runs, kept so that it can be restored and compared.', 'pre-snapshot'),
  thing('run', 'One execution of an approved plan, step by step, with what the provider answered.', 'execution', 'executions'),
  thing(
    'rollback',
    'The recipe that puts the targets of a plan back into the state of the snapshot, and how long it stays possible.',
    'roll back',
    'undo',
    'rollback recipe',
    'rollback window',
    'way back',
  ),
  thing('verification', 'Looking again after a plan ran: health first, then whether the effect is there, then savings.', 'verification check', 'verdict'),
  entry(
    'counterfactual',
    'What a place would have cost without the action, estimated from how it behaved before. Savings are measured against it.',
    'counterfactual band',
    'counterfactual cost',
    'baseline forecast',
  ),
  thing(
    'realized savings',
    'The cost that left the bill after a plan ran, measured on settled days against the counterfactual, with an interval.',
    'realised savings',
    'actual savings',
    'verified savings',
  ),
  thing(
    'expected savings',
    'What a plan should take off the bill a month, from the prices and hours of its targets.',
    'predicted savings',
    'estimated savings',
  ),
  entry('rightsizing', 'Changing a resource to the size that its load needs.', 'right-sizing', 'rightsize', 'right sizing', 'downsizing'),
  entry('SLO', 'Service level objective: how well a service has to do, such as 99.9 percent of requests answered.', 'service level objective', 'slos', 'sli'),
  entry('error budget', 'How much a service may fail before its objective is missed.', 'error budgets'),
  entry('latency', 'How long a service takes to answer.', 'p99', 'p95', 'latencies'),
  entry('saturation', 'How much of a resource’s capacity is used.'),
  entry('runbook', 'Written steps for a known situation.', 'runbooks', 'playbook'),
  entry('toil', 'Manual, repeated work that grows with a service.'),
  entry('connector', 'The link to a source or to a provider, with its own credentials and its own test.', 'connectors'),
  entry('narrator', 'Puts a finished answer into words. It never decides, and a sentence with a figure that the facts do not hold is not shown.'),
  entry('narration', 'Words put around finished figures by a model, checked against the facts before they are shown.'),
]
