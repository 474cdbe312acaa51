/** The operation under which a label's volume is billed that nothing is attached to. */
export const IDLE_VOLUME = 'CreateVolume-Gp3:idle'

export const isIdleVolume = ({ operation }: { operation: string }): boolean => operation === IDLE_VOLUME
