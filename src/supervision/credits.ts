/**
 * Bounds what is under way: a reader takes credits before it reads on and gives them back after the commit, so that
 * pressure reaches the sender's socket instead of a queue in memory. First come, first served.
 */
export class Credits {
  private readonly waiting: { amount: number; go: () => void }[] = [];
  private free: number;

  constructor(readonly capacity: number) {
    this.free = capacity;
  }

  get used(): number {
    return this.capacity - this.free;
  }

  /** Readers that wait for credits. */
  get queue(): number {
    return this.waiting.length;
  }

  /** @param amount at most `capacity`; more is taken as `capacity` */
  async take(amount: number): Promise<() => void> {
    const wanted = Math.min(amount, this.capacity);
    if (this.waiting.length === 0 && this.free >= wanted) this.free -= wanted;
    else await new Promise<void>((go) => this.waiting.push({ amount: wanted, go }));
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.free += wanted;
      this.wake();
    };
  }

  private wake(): void {
    for (let next = this.waiting[0]; next && next.amount <= this.free; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.amount;
      next.go();
    }
  }
}
