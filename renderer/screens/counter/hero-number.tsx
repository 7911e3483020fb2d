/** Numbers whose length needs a smaller type: `AB-1000`; `AB-K12-105`. */
const LONG = 6
const VERY_LONG = 8

interface Props {
  readonly label: string
  /** hollow: next, not called. solid: called or served. tentative: called while cut off. */
  readonly look: 'hollow' | 'solid' | 'tentative'
}

/** The ticket number. It shows its state and never changes place. */
export function HeroNumber({ label, look }: Props) {
  return (
    <h1
      className="ct-number"
      data-label={label}
      data-look={look}
      data-long={label.length > VERY_LONG ? 'very' : label.length > LONG ? '' : undefined}
    >
      {label}
    </h1>
  )
}
