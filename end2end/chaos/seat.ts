// One browser of a shop: the extension in it, a tab of vinted.fr and a page of the dashboard, and the hands of the person
// who sits before it. Whatever they do may fail in a world that is falling apart; then they try again later.
import type { BrowserContext, Page } from '@playwright/test';
import { launch, signInToVinted, stopWorker } from '../stack/browser.ts';
import { environment } from '../stack/environment.ts';
import { Popup } from '../stack/popup.ts';
import { type Member, Vinted } from '../stack/vinted.ts';
import { fr } from '../stack/words.ts';
import type { World } from '../stack/world.ts';
import type { Dashboard } from './dashboard.ts';

const PATIENCE_MS = 10_000;
const PAGES = ['/jobs', '/products', '/channels/vinted', '/channels/vinted/wardrobe'];

export class Seat {
  private constructor(
    readonly context: BrowserContext,
    private readonly member: Member,
    private vintedTab: Page,
    private page: Page,
  ) {}

  static async take(world: World, member: Member, dashboard: Dashboard): Promise<Seat> {
    const context = await launch(world);
    context.setDefaultTimeout(PATIENCE_MS);
    const url = environment().official_url;
    const cookies = await dashboard.cookies();
    await context.addCookies(cookies.map(({ name, value, httpOnly, sameSite }) => ({ name, value, httpOnly, sameSite, secure: true, url })));
    const page = context.pages()[0] ?? (await context.newPage());
    return new Seat(context, member, await signInToVinted(context, member), page);
  }

  /** Joins the browser to the shop. */
  async pair(): Promise<void> {
    await this.page.goto('/channels/vinted');
    await this.page.waitForLoadState('networkidle');
    await this.page.getByRole('button', { name: fr.channels.pair_now }).click();
  }

  /** Looks at another page of the dashboard. */
  async browse(at: number): Promise<void> {
    await this.page.goto(PAGES[at % PAGES.length]!, { waitUntil: 'commit' });
  }

  /** Closes the dashboard, and opens it later. */
  async closeDashboard(): Promise<void> {
    await this.page.goto('about:blank');
  }

  async signIn(as: Member = this.member): Promise<void> {
    await this.vintedTab.goto(Vinted.signInPage(as));
  }

  /** Answers the bot check, where one is shown. */
  async solve(): Promise<void> {
    await this.vintedTab.goto(Vinted.SITE);
    const button = this.vintedTab.locator('#datadome-solve');
    if (await button.isVisible()) await button.click();
  }

  async killWorker(): Promise<void> {
    await stopWorker(this.context);
  }

  /** Opening the popup wakes the worker. */
  async wake(): Promise<void> {
    const popup = await Popup.open(this.context);
    await popup.close();
  }

  async press(name: 'pause' | 'resume'): Promise<void> {
    const popup = await Popup.open(this.context);
    const button = popup.page.getByRole('button', { name: popup.say(name), exact: true });
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    await popup.close();
  }

  /** Closes the tab of vinted.fr and opens another. */
  async reopenVinted(): Promise<void> {
    const tab = await this.context.newPage();
    await this.vintedTab.close();
    this.vintedTab = tab;
    await tab.goto(Vinted.SITE);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
