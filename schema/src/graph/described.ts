/** Descriptions in the graph: Chinese first, English beside it. */

/** `"名称 · Registered name"`, quoted as SDL. */
export function described(zh: string, en: string): string {
  return JSON.stringify(bilingual(zh, en))
}

/** `名称 · Registered name` on one line. */
export function bilingual(zh: string, en: string): string {
  return `${zh} · ${en}`.replaceAll(/\s+/gu, ' ')
}
