<?php
/**
 * What can go wrong with a site, as a must-use plugin: wp-content/switches.json turns it on.
 *
 * html: REST is answered by a page. wall: REST is for users alone. cut: JSON ends in the middle.
 * fail: so many requests are answered 503 first. slow: REST waits so many milliseconds.
 */
function cetak_switches(): array
{
    $text = @file_get_contents(WP_CONTENT_DIR . '/switches.json');
    return $text ? (array) json_decode($text, true) : [];
}

function cetak_count_down(string $name, array $switches): bool
{
    if (($switches[$name] ?? 0) < 1) {
        return false;
    }
    $switches[$name] -= 1;
    file_put_contents(WP_CONTENT_DIR . '/switches.json', json_encode($switches), LOCK_EX);
    return true;
}

function cetak_log_request(WP_REST_Request $request): void
{
    $line = $request->get_method() . ' ' . ($_SERVER['REQUEST_URI'] ?? '') . "\n";
    file_put_contents(WP_CONTENT_DIR . '/requests.log', $line, FILE_APPEND | LOCK_EX);
}

add_filter('rest_pre_dispatch', function ($result, $server, WP_REST_Request $request) {
    static $is_asked = false;
    if ($is_asked || !defined('REST_REQUEST') || !REST_REQUEST) {
        return $result; // what is embedded is dispatched, too
    }
    $is_asked = true;
    cetak_log_request($request);
    $switches = cetak_switches();
    usleep(1000 * (int) ($switches['slow'] ?? 0));
    if (cetak_count_down('fail', $switches)) {
        return new WP_Error('busy', 'Busy', ['status' => 503]);
    }
    if (!empty($switches['wall']) && !is_user_logged_in()) {
        return new WP_Error('rest_login_required', 'Login', ['status' => 401]);
    }
    if (!empty($switches['html'])) {
        header('Content-Type: text/html; charset=UTF-8');
        readfile(WP_CONTENT_DIR . '/maintenance-page.html');
        exit;
    }
    return $result;
}, 10, 3);

add_filter('rest_pre_echo_response', function ($result, $server, WP_REST_Request $request) {
    if (!empty(cetak_switches()['cut']) && str_starts_with($request->get_route(), '/wp/v2/posts')) {
        header('Content-Type: application/json; charset=UTF-8');
        $text = wp_json_encode($result);
        echo substr($text, 0, intdiv(strlen($text), 2));
        exit;
    }
    return $result;
}, 10, 3);
