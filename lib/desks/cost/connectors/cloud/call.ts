/** Where a call goes. */
export type Place = { account_id: string; region_id: string }

/** How a change is asked for. The same key never takes effect twice where the provider can tell (client tokens, the simulated account). */
export type Mutation = { dry_run: boolean; idempotency_key: string }

/**
 * What became of a call that changes something. `noop`: it already was so. `denied`: the role may not do it. `refused`: the provider says
 * no for another reason; nothing changed. `partial`: a part was done before the provider said no. `uncertain`: it was sent and no answer
 * came back, so it may or may not have happened. `not_tried`: a dry run that whoever looks may not ask for; whoever acts asks right before it does.
 */
export type CallStatus = 'done' | 'noop' | 'would_succeed' | 'not_tried' | 'denied' | 'refused' | 'partial' | 'uncertain'
export type CallResult = { api: string; request_id: string | null; status: CallStatus; detail: string }
