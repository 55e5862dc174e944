/** How a story wants its hub. */
export interface HubWish {
  readonly data?: string
  readonly stateDir?: string
  /** `HUB_CLOCK` of data.md §5. */
  readonly clock?: string
  readonly env?: Readonly<Record<string, string>>
  /** Makes and fills everything itself, also where the run keeps a filled state folder. */
  readonly fromNothing?: boolean
}
