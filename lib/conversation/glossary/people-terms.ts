import { type GlossaryEntry, thing } from './glossary-entry'

/** Words of who does what: roles, and what people do with a case or a request. */
export const PEOPLE_TERMS: readonly GlossaryEntry[] = [
  thing('analyst', 'Whoever looks into cases, edits plans and sends them to be approved. What they propose somebody else has to sign.', 'analysts'),
  thing(
    'approver',
    'Whoever may sign plans. Platform and finance approvers are distinct roles, and some plans need one of each.',
    'approvers',
    'approving role',
  ),
  thing('manager', 'Whoever answers for what cloud costs: reads savings, variances and the time that decisions take.', 'managers'),
  thing('operator', 'Whoever keeps the product running: imports, schedules, connectors and runs that need a person.', 'operators'),
  thing('administrator', 'Whoever sets a tenant’s rules, modes and tokens. It gives no right to sign plans.', 'admin', 'admins'),
  thing('viewer', 'Whoever may read everything of a tenant and change nothing.', 'viewers', 'read only'),
  thing(
    'approval',
    'A person’s agreement to exactly one plan. It counts for that plan’s hash and for no other.',
    'approvals',
    'approval request',
    'request',
    'requests',
  ),
  thing('denial', 'A person’s no to a plan, with a reason. The plan does not run; another one can be sent.', 'denials', 'deny', 'denied'),
  thing('ask for changes', 'Giving a plan back with what should be different. It is neither approved nor denied.', 'request changes', 'changes requested'),
  thing('withdrawal', 'Whoever sent a plan takes it back before it is decided.', 'withdrawn', 'withdraw'),
  thing('step-up', 'Proving again that it is you, with a passkey, right before a signature that carries much risk.', 'step up', 'stepup'),
  thing('passkey', 'A key on a device that proves who somebody is without a password.', 'passkeys', 'webauthn'),
  thing(
    'batch approval',
    'Several requests of low risk and the same template, signed together; each is a signature of its own.',
    'bulk approval',
    'batch approvals',
  ),
  thing(
    'accepted variance',
    'A person says in words why a saving differs from what was expected, and the case ends with that.',
    'accept the difference',
    'accept variance',
    'variance',
    'variances',
  ),
  thing('decision latency', 'The time from a request to its decision.', 'time to decide', 'approval latency'),
  thing('queue', 'What waits for the person who asks: requests to sign and cases that are theirs.', 'my queue', 'work queue'),
  thing('inbox', 'The list of cases with money at stake, most first.', 'case inbox'),
  thing('saved view', 'A search of the inbox with a name, for oneself or for the tenant.', 'saved views', 'view', 'views'),
]
