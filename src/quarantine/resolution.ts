/** How a turned-down event was resolved, and by whom. */
export interface Resolution {
  readonly action: 'resubmitted' | 'dismissed';
  /** User name. */
  readonly by: string;
  /** Of a dismissal. */
  readonly reason: string | null;
}

/** The form in which it is stored and answered. */
export const resolutionText = ({ action, by, reason }: Resolution): string =>
  `${action} by ${by}${reason === null ? '' : `: ${reason}`}`;

/** `undefined` for a text that was written otherwise. */
export function readResolution(text: string): Resolution | undefined {
  const [, action, by = '', reason] = /^(resubmitted|dismissed) by ([^\s:]+)(?:: ([\s\S]*))?$/.exec(text) ?? [];
  return action === 'resubmitted' || action === 'dismissed' ? { action, by, reason: reason ?? null } : undefined;
}

/** `admin 不予处理：测试数据`; what was written otherwise stays as it is. */
export function resolutionZh(text: string): string {
  const resolution = readResolution(text);
  if (!resolution) return text;
  const { action, by, reason } = resolution;
  return `${by} ${action === 'dismissed' ? '不予处理' : '重新报送'}${reason === null ? '' : `：${reason}`}`;
}
