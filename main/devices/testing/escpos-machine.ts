/** A black-and-white picture as it was printed. */
export interface PrintedPicture {
  readonly width: number
  readonly height: number
  /** RGBA, for whoever decodes it. */
  readonly data: Uint8ClampedArray
}

/** One paper that was cut off. */
export interface PrintedSlip {
  readonly lines: readonly { readonly text: string; readonly scale: number; readonly isInverted: boolean }[]
  readonly pictures: readonly PrintedPicture[]
  /** Widest line, in letters of normal size. */
  readonly columns: number
}

export interface MachineHabits {
  /** all: every question. status: DLE EOT only. none: it never says anything. */
  readonly answers: 'all' | 'status' | 'none'
  /** Knows DLE DC4 8. */
  readonly clears: boolean
}

/**
 * An ESC/POS printer without paper and metal, for tests: bytes go in, papers and answers come out. It stops where the
 * paper ends, keeps the rest in its buffer, and goes on with it once paper is in: what real ones do.
 */
export class EscposMachine {
  readonly slips: PrintedSlip[] = []
  /** Commands it does not know: a job must hold none. */
  readonly unknown: string[] = []
  /** Lines of paper left. */
  paper = Infinity
  isCoverOpen = false
  /** Bytes after which it stands still and says nothing, as when its power goes. */
  diesAfter = Infinity
  private buffer: number[] = []
  private text = ''
  private lines: { text: string; scale: number; isInverted: boolean }[] = []
  private pictures: PrintedPicture[] = []
  private scale = 1
  private lineScale = 1
  private isInverted = false
  private hasInverted = false
  private isInPicture = false

  constructor(
    private readonly habits: MachineHabits,
    /** Where its answers go. */
    public answer: (bytes: Uint8Array) => void = () => undefined,
  ) {}

  /** The paper that hangs out, not cut yet. */
  get hanging(): readonly string[] {
    return this.lines.map(({ text }) => text)
  }

  feed(bytes: Uint8Array): void {
    this.diesAfter -= bytes.length
    if (this.diesAfter < 0) return
    for (let i = 0; i < bytes.length;) {
      const taken = this.realTime(bytes.subarray(i, i + 3))
      if (taken === 0) this.buffer.push(bytes[i] ?? 0)
      i += Math.max(taken, 1)
    }
    this.work()
  }

  /** New paper, the piece that hung out torn off: it goes on by itself with what it holds. */
  refill(lines = Infinity): void {
    this.paper = lines
    this.lines = []
    this.pictures = []
    this.work()
  }

  private get isStopped(): boolean {
    return this.isCoverOpen || this.paper <= 0
  }

  /** Commands that are obeyed at once, wherever they stand; returns how many bytes they took. */
  private realTime(bytes: Uint8Array): number {
    if (bytes[0] !== 0x10) return 0
    if (bytes[1] === 0x04) {
      if (this.habits.answers !== 'none') this.answer(Uint8Array.of(this.statusOf(bytes[2] ?? 0)))
      return 3
    }
    if (bytes[1] === 0x14 && bytes[2] === 8) {
      if (this.habits.clears) {
        this.buffer = []
        this.text = ''
        this.reset()
        if (this.habits.answers !== 'none') this.answer(Uint8Array.of(0x37, 0x25, 0))
      }
      return 10
    }
    return 0
  }

  private statusOf(question: number): number {
    const bits = {
      1: this.isStopped ? 0x08 : 0,
      2: (this.isCoverOpen ? 0x04 : 0) | (this.paper <= 0 ? 0x20 : 0),
      4: this.paper <= 0 ? 0x60 : 0,
    }[question]
    return 0x12 | (bits ?? 0)
  }

  private work(): void {
    let done = 0
    while (done < this.buffer.length && !this.isStopped) {
      const taken = this.obey(this.buffer, done)
      if (taken === 0) break // the rest of a command is still on its way
      done += taken
    }
    this.buffer = this.buffer.slice(done)
  }

  /** Does the command at this place of the buffer; returns how many bytes it was, 0: not all of it is here. */
  private obey(buffer: readonly number[], at: number): number {
    const bytes = buffer.slice(at, at + 8)
    const [first = 0, second = 0, n = 0] = bytes
    if (first !== 0x1d || second !== 0x76) this.isInPicture = false
    if (first === 0x0a) {
      this.endLine()
      return 1
    }
    if (first >= 0x20 && first < 0x7f) {
      this.text += String.fromCharCode(first)
      this.lineScale = Math.max(this.lineScale, this.scale)
      this.hasInverted ||= this.isInverted
      return 1
    }
    const name = `${first.toString(16)} ${second.toString(16)}`
    switch (name) {
      case '1b 40':
        this.reset()
        return 2
      case '1c 2e':
        return 2
      case '1b 4d':
      case '1b 45':
      case '1b 74':
      case '1b 61':
        return bytes.length < 3 ? 0 : 3
      case '1d 21':
        this.scale = (n >> 4) + 1
        return bytes.length < 3 ? 0 : 3
      case '1d 42':
        this.isInverted = (n & 1) === 1
        return bytes.length < 3 ? 0 : 3
      case '1d 72':
        if (bytes.length < 3) return 0
        if (this.habits.answers === 'all') this.answer(Uint8Array.of(0))
        return 3
      case '1d 56':
        if (bytes.length < 3) return 0
        this.cut()
        return 3
      case '1d 76':
        return this.picture(bytes, buffer, at + 8)
      default:
        this.unknown.push(name)
        return 1
    }
  }

  /** One stripe of a picture; stripes that follow each other are one picture on the paper. */
  private picture(head: readonly number[], buffer: readonly number[], at: number): number {
    const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = head
    const bytesWide = xLow + xHigh * 256
    const rows = yLow + yHigh * 256
    if (head.length < 8 || buffer.length < at + bytesWide * rows) return 0
    const width = bytesWide * 8
    const stripe = new Uint8ClampedArray(width * rows * 4).fill(255)
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const isBlack = (((buffer[at + y * bytesWide + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1
        if (isBlack) stripe.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
      }
    }
    const above = this.isInPicture ? this.pictures.pop() : undefined
    const data = Uint8ClampedArray.from([...(above?.data ?? []), ...stripe])
    this.pictures.push({ width, height: (above?.height ?? 0) + rows, data })
    this.isInPicture = true
    this.paper -= Math.ceil(rows / 24)
    return 8 + bytesWide * rows
  }

  private endLine(): void {
    this.lines.push({ text: this.text, scale: this.lineScale, isInverted: this.hasInverted })
    this.paper -= this.lineScale
    this.text = ''
    this.lineScale = 1
    this.hasInverted = false
  }

  private cut(): void {
    const lines = this.lines.filter(({ text }) => text.trim() !== '')
    this.slips.push({
      lines: lines.map((line) => ({ ...line, text: line.text.trim() })),
      pictures: this.pictures,
      // Spaces before a large text are of normal size.
      columns: Math.max(
        0,
        ...lines.map(({ text, scale }) => text.length - text.trimStart().length + text.trimStart().length * scale),
      ),
    })
    this.lines = []
    this.pictures = []
  }

  private reset(): void {
    this.scale = 1
    this.isInverted = false
  }
}
