//! The page in a real browser: a digit is drawn, and the network's prediction read off the page. On a
//! machine without Chromium this is skipped.

use crate::chromium::Chromium;
use crate::drawing::READER;
use ch01::{Drawing, pen, respond};
use serde_json::{Value, json};

/// Where the strokes of a drawing of 100 × 100 units are in the window.
fn in_window(browser: &mut Chromium, drawing: &Drawing) -> Vec<Vec<[f64; 2]>> {
    let corner = browser.value(
        "(() => { const b = paper.getBoundingClientRect(); return [b.left, b.top, b.width / 100]; })()",
    );
    let [left, top, scale] = [0, 1, 2].map(|i| corner[i].as_f64().expect("a number"));
    let moved = |[x, y]: &[f32; 2]| [left + scale * f64::from(*x), top + scale * f64::from(*y)];
    drawing.strokes.iter().map(|stroke| stroke.iter().map(moved).collect()).collect()
}

fn draw_with_mouse(browser: &mut Chromium, drawing: &Drawing) {
    for stroke in in_window(browser, drawing) {
        let mut mouse = |kind: &str, [x, y]: [f64; 2]| {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            browser.tell("Input.dispatchMouseEvent", event);
        };
        mouse("mousePressed", stroke[0]);
        stroke.iter().for_each(|at| mouse("mouseMoved", *at));
        mouse("mouseReleased", stroke[stroke.len() - 1]);
    }
}

fn draw_with_finger(browser: &mut Chromium, drawing: &Drawing) {
    for stroke in in_window(browser, drawing) {
        let mut touch = |kind: &str, points: Value| {
            browser.tell("Input.dispatchTouchEvent", json!({"type": kind, "touchPoints": points}));
        };
        for (i, [x, y]) in stroke.iter().enumerate() {
            let kind = if i == 0 { "touchStart" } else { "touchMove" };
            touch(kind, json!([{"x": x, "y": y}]));
        }
        touch("touchEnd", json!([]));
    }
}

/// The vertical line of a 1: from above the middle, 24 steps down.
fn draw_with_keys(browser: &mut Chromium) {
    let mut key = |key: &str| {
        for kind in ["keyDown", "keyUp"] {
            browser.tell("Input.dispatchKeyEvent", json!({"type": kind, "key": key}));
        }
    };
    (0..12).for_each(|_| key("ArrowUp"));
    key(" ");
    (0..24).for_each(|_| key("ArrowDown"));
    key(" ");
}

#[track_caller]
fn expect(browser: &mut Chromium, digit: usize) {
    browser.wait_for(&format!("said.textContent.startsWith('The network says {digit}')"));
    let bar = format!("parseFloat(bars.children[{digit}].querySelector('.bar').style.width)");
    assert!(browser.value(&bar).as_f64().is_some_and(|percent| percent > 50.0));
    browser.value("document.getElementById('clear').click()");
    browser.wait_for("said.textContent === 'Nothing is drawn yet.'");
}

#[test]
fn digits_drawn_in_a_browser_are_read() {
    let Some(mut browser) = Chromium::start() else {
        eprintln!("skipped: there is no Chromium on this machine");
        return;
    };
    let listener = local_http::listen(None, 0).expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("its address"));
    local_http::spawn(listener, |request| respond(&READER, request)).expect("a thread");
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true});
    browser.tell("Emulation.setDeviceMetricsOverride", phone);
    browser.tell("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    browser.tell("Page.navigate", json!({"url": address}));
    browser.wait_for("document.readyState === 'complete' && !!document.getElementById('said')");
    assert_eq!(browser.value("document.documentElement.scrollWidth"), 390, "it fits a phone");

    let digits = pen::digits();
    draw_with_finger(&mut browser, &digits[0]);
    expect(&mut browser, 0);
    browser.tell("Emulation.setTouchEmulationEnabled", json!({"enabled": false}));
    for digit in [1, 7, 4] {
        draw_with_mouse(&mut browser, &digits[digit]);
        expect(&mut browser, digit);
    }
    browser.value("paper.focus()");
    draw_with_keys(&mut browser);
    expect(&mut browser, 1);

    for event in &browser.events {
        let method = event["method"].as_str().unwrap_or_default();
        assert!(method != "Runtime.exceptionThrown", "{event}");
        assert!(
            method != "Log.entryAdded" || event["params"]["entry"]["level"] != "error",
            "{event}"
        );
        if method == "Network.requestWillBeSent" {
            let url = event["params"]["request"]["url"].as_str().unwrap_or_default();
            assert!(url.starts_with(&address) || url.starts_with("data:"), "asks {url}");
        }
    }
    let requests =
        browser.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
    assert!(requests.count() >= 7, "the page, and a request for each stroke");
}
