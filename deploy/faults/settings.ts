/** How long the long rows last: short with every change, in full where a run asks for it. */

/** Seconds that an agency flaps (row 6 promises five minutes). */
export const flapSeconds: number = Number(process.env['FAULTS_FLAP_SECONDS'] ?? 30)
