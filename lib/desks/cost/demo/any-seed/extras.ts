/** What a generated bill may hold beside what every bill of its seed holds. Without them its bytes are what they always were. */
export const EXTRAS = {
  reservations: 'reserved machines: one size in one zone, any size of a family, and databases of which hours go unused',
  shared_reservations: 'reservations that pay for machines of several accounts, now in one and now in another, so that only their names tell which one ended',
  hourly: 'usage by the hour, each line in a shape of its own (the sums of its days stay what they are)',
  payer_move: 'an account that goes to another payer on some day and loses its tags there for a while',
} as const
export type Extra = keyof typeof EXTRAS
