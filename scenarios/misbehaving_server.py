"""A small HTTP server that misbehaves on request, for `cordon lists update`.

Each path has an answer; an answer is a function that gets the request handler and may say anything a broken
or hostile server says. 127.0.0.1, a port the system chooses; a stall ends when the server stops.
"""
import http.server
import threading


def good(body, etag=None):
    """The whole body; 304 when the visitor names the same ETag."""
    def answer(handler):
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.plain(304, b"", {"ETag": etag})
        else:
            handler.plain(200, body, {"ETag": etag} if etag else {})
    return answer


def status(code, body=b"<html>sorry</html>"):
    return lambda handler: handler.plain(code, body)


def redirect(target):
    return lambda handler: handler.plain(302, b"moved", {"Location": target})


def cut_off(body, keep):
    """Promises the whole body, sends a part, hangs up."""
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:keep])
        handler.close_connection = True
    return answer


def stall(body, keep):
    """Sends a part and then nothing more, with the connection open."""
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:keep])
        handler.wfile.flush()
        handler.server.stopping.wait(60)
        handler.close_connection = True
    return answer


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        with self.server.lock:
            self.server.seen.append(path)
            answer = self.server.answers.get(path, status(404))
        try:
            answer(self)
        except OSError:
            self.close_connection = True  # the visitor left first

    def plain(self, code, body, headers=None):
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class MisbehavingServer:
    def __init__(self):
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.answers = {}
        self.http.seen = []
        self.http.lock = threading.Lock()
        self.http.stopping = threading.Event()
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.stopping.set()
        self.http.shutdown()
        self.http.server_close()

    def on(self, path, answer):
        with self.http.lock:
            self.http.answers[path] = answer

    def url(self, path):
        return f"http://127.0.0.1:{self.http.server_address[1]}{path}"

    def requests(self, path):
        with self.http.lock:
            return self.http.seen.count(path)
